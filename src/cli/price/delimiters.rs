//! Rows with another delimiter than that of the file: `-o priced.tsv` for a file with commas.
//!
//! Rows are priced with the delimiter of their file. Only where another is asked for, the bytes pass through here.

use std::io::{self, Write};

use crate::tabular::{BYTE_ORDER_MARK, Delimiter, quoted};

/// A change of the delimiter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DelimiterChange {
    pub(super) from: Delimiter,
    pub(super) to: Delimiter,
}

/// Passes CSV on with another delimiter. A cell is quoted where the new delimiter needs it; line ends stay as they are. Cells may
/// be split between writes; the last is passed on by `flush`.
#[derive(Debug)]
pub(super) struct DelimiterChanger<W> {
    to: W,
    change: DelimiterChange,
    state: State,
    /// The value of the cell that is being read.
    cell: Vec<u8>,
    /// Whether the cell is written with quotes.
    has_quotes: bool,
    is_first_cell: bool,
}

/// Where in a cell the next byte is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At its beginning, where a quote opens it.
    Start,
    /// In a cell, or in a part of it, without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote between quotes: a second one is part of the value, anything else ends the quoted part.
    AfterQuote,
}

impl<W: Write> DelimiterChanger<W> {
    pub(super) fn new(to: W, change: DelimiterChange) -> Self {
        DelimiterChanger { to, change, state: State::Start, cell: Vec::new(), has_quotes: false, is_first_cell: true }
    }

    fn read(&mut self, byte: u8, out: &mut Vec<u8>) {
        self.state = match (self.state, byte) {
            (State::Start, b'"') => {
                self.has_quotes = true;
                State::Quoted
            }
            (State::Quoted, b'"') => State::AfterQuote,
            (State::AfterQuote, b'"') => {
                self.cell.push(b'"');
                State::Quoted
            }
            (State::Quoted, _) => {
                self.cell.push(byte);
                State::Quoted
            }
            (_, end) if end == self.change.from.byte() => self.end_cell(self.change.to.byte(), out),
            (_, b'\r' | b'\n') => self.end_cell(byte, out),
            _ => {
                self.cell.push(byte);
                // A quote may follow the byte order mark.
                if self.is_first_cell && self.cell == BYTE_ORDER_MARK.as_bytes() {
                    out.append(&mut self.cell);
                    State::Start
                } else {
                    State::Plain
                }
            }
        };
    }

    fn end_cell(&mut self, end: u8, out: &mut Vec<u8>) -> State {
        self.take_cell(out);
        out.push(end);
        State::Start
    }

    fn take_cell(&mut self, out: &mut Vec<u8>) {
        // An empty cell in quotes may be a whole row, which would be a blank line without them.
        match self.cell.is_empty() && self.has_quotes {
            true => out.extend_from_slice(b"\"\""),
            false => out.extend_from_slice(&quoted(&self.cell, self.change.to)),
        }
        self.cell.clear();
        (self.has_quotes, self.is_first_cell) = (false, false);
    }
}

impl<W: Write> Write for DelimiterChanger<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = Vec::with_capacity(bytes.len());
        bytes.iter().for_each(|byte| self.read(*byte, &mut out));
        self.to.write_all(&out)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = Vec::new();
        self.take_cell(&mut out);
        self.state = State::Start;
        self.to.write_all(&out)?;
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(pieces: &[&[u8]], from: Delimiter, to: Delimiter) -> String {
        let mut out = Vec::new();
        let mut changer = DelimiterChanger::new(&mut out, DelimiterChange { from, to });
        pieces.iter().for_each(|piece| changer.write_all(piece).unwrap());
        changer.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Would catch a cell that is split or joined with the next, a lost line end, and a quote that is doubled or lost, wherever
    /// the bytes are divided between writes.
    #[test]
    fn cells_keep_their_values() {
        let text = "\u{feff}\"a\",b\tc,\"d,e\"\r\n\"say \"\"hi\"\"\",5\" pipe,\"x\ny\"\n\n\"\"\r中,,\n\"q\"z,last";
        let expected =
            "\u{feff}a\t\"b\tc\"\td,e\r\n\"say \"\"hi\"\"\"\t\"5\"\" pipe\"\t\"x\ny\"\n\n\"\"\r中\t\t\nqz\tlast";
        assert_eq!(changed(&[text.as_bytes()], Delimiter::COMMA, Delimiter::TAB), expected);
        for at in 0..text.len() {
            let (front, back) = text.as_bytes().split_at(at);
            assert_eq!(changed(&[front, back], Delimiter::COMMA, Delimiter::TAB), expected, "cut at {at}");
        }
        assert_eq!(changed(&[b"a\tb,c\n"], Delimiter::TAB, Delimiter::COMMA), "a,\"b,c\"\n");
    }
}
