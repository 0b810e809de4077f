//! Several workers on one file, with their output in the file's order.
//!
//! The workers take turns reading a block, process their blocks in parallel, and write in the order of blocks. So there are
//! as many blocks in memory as workers, and no queue between threads.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

use super::block::{Block, Index, Rows};
use super::blocks::Blocks;
use super::error::Error;
use super::options::ProcessOptions;
use super::row_writer::{OutputBuffer, RowWriter};

/// Starts the threads of a run.
pub(super) trait Spawn: Sync {
    /// Starts a thread.
    ///
    /// # Errors
    /// When the system refuses another thread.
    fn spawn<'scope, T: Send + 'scope>(
        &self,
        scope: &'scope Scope<'scope, '_>,
        work: impl FnOnce() -> T + Send + 'scope,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>;
}

/// Threads of the operating system.
pub(super) struct SystemThreads;

impl Spawn for SystemThreads {
    fn spawn<'scope, T: Send + 'scope>(
        &self,
        scope: &'scope Scope<'scope, '_>,
        work: impl FnOnce() -> T + Send + 'scope,
    ) -> io::Result<ScopedJoinHandle<'scope, T>> {
        Builder::new().spawn_scoped(scope, work)
    }
}

/// What the rows of a file look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowShape {
    pub(super) delimiter: u8,
    /// The number of cells of the header.
    pub(super) columns: usize,
    /// Whether quoted cells are checked for whole rows in them.
    pub(super) checks_quotes: bool,
}

/// The state that all workers of a run share.
pub(super) struct ParallelRun<'p, 's, P = SystemThreads> {
    pub(super) blocks: Mutex<Blocks<'s>>,
    pub(super) shape: RowShape,
    pub(super) process: &'p ProcessOptions,
    /// Whether reading has ended early, by an error or a panic.
    stopped: AtomicBool,
    threads: P,
}

/// The buffers of a worker, which keep their memory from block to block.
#[derive(Default)]
struct WorkerBuffers {
    block: Block,
    index: Index,
}

/// The output: the number of the block to be written next, the first error, and the sink.
struct OrderedOutput<T, E> {
    number: u64,
    failed: Option<E>,
    sink: T,
}

impl<'p, 's, P: Spawn> ParallelRun<'p, 's, P> {
    pub(super) fn new(blocks: Blocks<'s>, shape: RowShape, process: &'p ProcessOptions, threads: P) -> Self {
        ParallelRun { blocks: Mutex::new(blocks), shape, process, stopped: AtomicBool::new(false), threads }
    }

    /// Reads the next block into the buffers; `None` at the end.
    fn read(&self, buffers: &mut WorkerBuffers) -> Option<Result<(), Error>> {
        let mut blocks = lock(&self.blocks);
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        match blocks.next_into(&mut buffers.block) {
            Ok(true) => Some(Ok(())),
            Ok(false) => None,
            Err(error) => {
                // No worker reads after an error.
                self.stopped.store(true, Ordering::Relaxed);
                Some(Err(error))
            }
        }
    }

    /// Indexes the block in the buffers, and returns it with its rows.
    fn rows<'d>(&self, buffers: &'d mut WorkerBuffers) -> (&'d Block, Rows<'d>) {
        let RowShape { delimiter, columns, checks_quotes } = self.shape;
        buffers.index.of(&buffers.block, delimiter, columns, checks_quotes);
        (&buffers.block, Rows::new(&buffers.block, &buffers.index, columns, self.process.ragged))
    }

    /// Runs the workers, and returns their states or the first error.
    fn run<S: Send, E: Send>(&self, worker: impl Fn() -> Result<S, E> + Sync) -> Result<Vec<S>, E> {
        let others = self.process.workers.get() - 1;
        if others == 0 {
            return Ok(vec![worker()?]);
        }
        std::thread::scope(|scope| {
            // Where the system refuses more threads, the existing ones share the work.
            let spawn = |_| self.threads.spawn(scope, &worker).ok();
            let others: Vec<_> = (0..others).map_while(spawn).collect();
            let mut all = vec![worker()];
            for other in others {
                match other.join() {
                    Ok(done) => all.push(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            all.into_iter().collect()
        })
    }

    /// Reads and processes blocks, and writes them in order.
    pub(super) fn transform<S, E, W>(
        &self,
        sink: W,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>, &mut RowWriter<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
        W: Write + Send,
    {
        let output = Mutex::new(OrderedOutput { number: 0, failed: None, sink });
        let (next, panicked) = (Condvar::new(), AtomicBool::new(false));
        let worker = || -> Result<S, E> {
            let _leaving = WakeOnPanic { stopped: &self.stopped, panicked: &panicked, output: &output, next: &next };
            let (mut state, mut buffers, mut buffer) = (make(), WorkerBuffers::default(), OutputBuffer::default());
            while let Some(read) = self.read(&mut buffers) {
                let worked = match read {
                    Ok(()) => {
                        let (block, rows) = self.rows(&mut buffers);
                        let mut out = RowWriter::new(block, &mut buffer);
                        let worked = work(&mut state, rows, &mut out);
                        out.finish(worked.is_err());
                        worked
                    }
                    Err(error) => {
                        buffer.clear();
                        Err(error.into())
                    }
                };
                let number = buffers.block.number;
                let mut output = lock(&output);
                while output.number != number && output.failed.is_none() && !panicked.load(Ordering::Relaxed) {
                    output = next.wait(output).unwrap_or_else(PoisonError::into_inner);
                }
                if output.number != number || output.failed.is_some() {
                    break;
                }
                let written = output.sink.write_all(buffer.bytes()).map_err(|error| Error::Write(error).into());
                if let Err(error) = written.and(worked) {
                    self.stopped.store(true, Ordering::Relaxed);
                    output.failed = Some(error);
                }
                output.number += 1;
                drop(output);
                next.notify_all();
            }
            Ok(state)
        };
        let states = self.run(worker)?;
        let OrderedOutput { failed, mut sink, .. } = output.into_inner().unwrap_or_else(PoisonError::into_inner);
        match failed {
            // The sink has the rows before the error. Flushing it would end them, such as with the bracket of an array.
            Some(error) => Err(error),
            None => sink.flush().map_err(Error::Write).map_err(E::from).map(|()| states),
        }
    }

    /// Reads and processes blocks, and returns the workers' states.
    pub(super) fn fold<S, E>(
        &self,
        make: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Rows<'_>) -> Result<(), E> + Sync,
    ) -> Result<Vec<S>, E>
    where
        S: Send,
        E: From<Error> + Send,
    {
        let first: Mutex<Option<(u64, E)>> = Mutex::new(None);
        let states = self.run(|| {
            let (mut state, mut buffers) = (make(), WorkerBuffers::default());
            while let Some(read) = self.read(&mut buffers) {
                let worked = match read {
                    Ok(()) => work(&mut state, self.rows(&mut buffers).1),
                    Err(error) => Err(error.into()),
                };
                if let Err(error) = worked {
                    // All blocks before this one have been read, and their workers finish them.
                    self.stopped.store(true, Ordering::Relaxed);
                    let mut first = lock(&first);
                    if first.as_ref().is_none_or(|(number, _)| buffers.block.number < *number) {
                        *first = Some((buffers.block.number, error));
                    }
                }
            }
            Ok(state)
        })?;
        match first.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some((_, error)) => Err(error),
            None => Ok(states),
        }
    }
}

/// Wakes the waiting workers when one panics, because the number of its block would never be written.
struct WakeOnPanic<'w, T> {
    stopped: &'w AtomicBool,
    panicked: &'w AtomicBool,
    output: &'w Mutex<T>,
    next: &'w Condvar,
}

impl<T> Drop for WakeOnPanic<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.stopped.store(true, Ordering::Relaxed);
            // Set under the lock, or a worker could check just before and wait just after.
            let output = lock(self.output);
            self.panicked.store(true, Ordering::Relaxed);
            drop(output);
            self.next.notify_all();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
