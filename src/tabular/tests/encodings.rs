//! Encodings, detected and given, and files that contradict them.

use std::io::Read;

use encoding_rs::{GB18030, GBK};
use proptest::prelude::*;

use super::{process, read, reading, written};
use crate::tabular::{Charset, EncodingEvidence, Error, Input, Ragged, ReadOptions};

const PAYROLL: &str = "岗位,城市,薪资\r\n高级医疗数据科学家,北京-昌平区,20-30万/年\r\n护士,上海,面议\r\n";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn charset(file: &[u8]) -> (&'static str, EncodingEvidence) {
    let (charset, evidence) = Input::open(file, &ReadOptions::default()).unwrap().charset();
    (charset.name(), evidence)
}

/// A source that gives one byte at a time.
struct Drops<'f>(&'f [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let few = into.len().min(1);
        self.0.read(&mut into[..few])
    }
}

#[test]
fn each_encoding_is_found_and_comes_out_as_utf8() {
    let gbk = GBK.encode(PAYROLL).0.into_owned();
    let marked = [b"\xef\xbb\xbf", PAYROLL.as_bytes()].concat();
    let expected = PAYROLL.replace("薪资\r", "薪资,more\r").replace("年\r", "年,+\r").replace("议\r", "议,+\r");
    for (file, found) in [
        (PAYROLL.as_bytes(), ("UTF-8", EncodingEvidence::ValidUtf8)),
        (&marked, ("UTF-8", EncodingEvidence::ByteOrderMark)),
        (&utf16(PAYROLL, false), ("UTF-16LE", EncodingEvidence::ByteOrderMark)),
        (&utf16(PAYROLL, true), ("UTF-16BE", EncodingEvidence::ByteOrderMark)),
        (&gbk, ("gb18030", EncodingEvidence::Guessed)),
    ] {
        assert_eq!(charset(file), found);
        for block in [1, 2, 3, 5, 64, 1000] {
            let (written, ended) = written(file, &reading(block), &process(1, Ragged::Refuse));
            assert_eq!(ended.unwrap(), 2);
            assert_eq!(String::from_utf8(written).unwrap(), expected, "{found:?}");
        }
    }
}

#[test]
fn four_byte_characters_of_gb18030() {
    // U+20087 is not in GBK.
    let file = GB18030.encode("姓名,岗位\n𠂇,护士\n工程师,数据\n").0.into_owned();
    assert_eq!(charset(&file).0, "gb18030");
    assert_eq!(read(&file, &reading(4)).unwrap().rows[0][0], "𠂇".as_bytes());
}

#[test]
fn a_few_cells_of_chinese_are_enough() {
    for text in
        ["pay\n15k以上\n", "title,city\nnurse,上海\n", "a,pay\nx,1-2万/月\n", "姓名\n张三\n", "a\n￥1,000／月\n"]
    {
        assert_eq!(charset(&GBK.encode(text).0).0, "gb18030", "{text}");
    }
}

#[test]
fn other_text_is_not_taken_for_chinese() {
    use encoding_rs::{EUC_KR, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
    for (text, encoding) in [
        ("titre,ville\ninfirmière,Genève\n", WINDOWS_1252),
        ("nome,cidade\nAna,São Paulo\n", WINDOWS_1252),
        ("Name,Ort\nMüller,Zürich\nJörg,Köln\n", WINDOWS_1252),
        ("должность,город\nмедсестра,Москва\nврач,Казань\n", WINDOWS_1251),
        ("θέση,πόλη\nνοσηλεύτρια,Αθήνα\n", WINDOWS_1253),
        ("직위,도시\n간호사,서울\n소프트웨어 엔지니어,부산\n", EUC_KR),
    ] {
        assert_eq!(charset(&encoding.encode(text).0).0, encoding.name(), "{text}");
    }
}

/// Catches a currency sign that is read as a letter: the whole file is then in the wrong encoding.
#[test]
fn a_currency_sign_beside_a_number_is_evidence() {
    use encoding_rs::{WINDOWS_1250, WINDOWS_1252};
    for (text, encoding) in [
        ("Job Title,City,Salary\nData Scientist,Beijing,£60000\nSoftware Engineer,Shanghai,£52000\n", WINDOWS_1252),
        ("title,pay\nnurse,60 000 €\nnurse,€50000\n", WINDOWS_1252),
        ("title,pay\nnurse,\"¥ 60,000\"\n", WINDOWS_1252),
        ("name,pay\nJosé Muñoz,£60000\nZoë,£52000\n", WINDOWS_1252),
        ("stanowisko,miasto\npielęgniarka,Łódź\nksięgowy,Kraków\nstrażak,Poznań\n", WINDOWS_1250),
    ] {
        assert_eq!(charset(&encoding.encode(text).0).0, encoding.name(), "{text}");
    }
}

/// Catches one stray byte that makes the file an older encoding, and each `José` `JosÃ©`.
#[test]
fn mostly_valid_utf8_is_utf8_and_the_stray_byte_an_error() {
    let good = "name,role\nJosé,nurse\n".to_owned() + &"Zoë,nurse\n".repeat(40);
    for stray in [&b"Jos\xe9,nurse\n"[..], b"x\xff,y\n", b"\xe4\xb8,y\n"] {
        let file = [good.as_bytes(), stray, b"a,b\n"].concat();
        assert_eq!(charset(&file), ("UTF-8", EncodingEvidence::MostlyUtf8));
        let at = good.len() + stray.iter().position(|byte| !byte.is_ascii()).unwrap();
        let error = read(&file, &reading(64)).unwrap().error;
        assert_eq!(error, Some(format!("line 43: the bytes at offset {at} are not UTF-8")));
    }
    // Cut within a character.
    let chinese = &PAYROLL.as_bytes()[..PAYROLL.len() - 3];
    assert_eq!(charset(chinese).0, "UTF-8");
}

#[test]
fn utf16_is_found_without_a_mark() {
    for text in [PAYROLL, "role,city\nCloud Architect,Shanghai\n", "a,b\n一,一\n一二三,一\n"] {
        for big in [false, true] {
            let file = utf16(text, big).split_off(2);
            let name = if big { "UTF-16BE" } else { "UTF-16LE" };
            assert_eq!(charset(&file), (name, EncodingEvidence::ZeroBytes), "{text}");
            let all = read(&file, &reading(7)).unwrap();
            assert_eq!(all, read(text.as_bytes(), &reading(1000)).unwrap());
        }
    }
    // Zero bytes in other text.
    assert_eq!(charset(b"a,b\nx\0,y\n").0, "UTF-8");
    assert_eq!(charset(b"a\0\0\0b\0\0\0\n").0, "UTF-8");
    assert_eq!(charset(b"\0;\x07~2k\0;l").0, "UTF-8");
    assert_eq!(charset(b"k,l\n\x7f\0,\0a\0\ne,f\n").0, "UTF-8");
}

/// Five contents, each in the encodings that people have: cells, line ends and delimiters come back exactly.
#[test]
fn generated_files_are_read_back() {
    use encoding_rs::{BIG5, WINDOWS_1251, WINDOWS_1252};
    let western = [
        "Name,Ort,Gehalt\r\nMüller,Köln,60.000 €\r\nJosé,São Paulo,\"1,5\"\r\n",
        "title,pay\nnurse,£60000\n",
        "titre;ville\ninfirmière;Genève\ningénieur;Orléans\n",
        "puesto\tciudad\nenfermería\tMálaga\ndirección\tCórdoba\n",
        "id,role\r1,\"Technicien\ndonnées\"\r2,Développeur\r",
    ];
    let chinese = [
        "姓名;岗位;薪资\n张三丰;医疗云架构师;3-4万\n李四光;数据科学家;\"2\n万\"\n",
        PAYROLL,
        "title,city\nnurse,上海\n",
        "职位名\t位置\n软件工程师\t武汉\n",
        "a,pay\nx,1-2万/月\ny,面议\n",
    ];
    let taiwan = [
        "姓名,職稱,工作地點\n王小明,軟體工程師,臺北市\n陳怡君,資料科學家,新竹市\n",
        "職缺;待遇\n護理師;月薪四萬元\n資訊安全工程師;面議\n",
        "編號,職務名稱,縣市\r\n1,系統分析師,高雄市\r\n2,雲端架構師,臺中市\r\n",
        "部門\t職稱\t年資\n資訊部\t資深工程師\t五年\n業務部\t經理\t十年\n",
        "公司名稱,\"工作內容,說明\"\n醫療科技,\"維護電子病歷系統\n與資料庫\"\n",
    ];
    let russian = [
        "Имя,должность,город\nАнна,медицинская сестра,Москва\nИван,инженер,Казань\n",
        "должность;зарплата\nаналитик данных;120000\nпрограммист;200000\n",
        "Город\tВакансия\nСанкт-Петербург\tАрхитектор\nПермь\tВрач\n",
        "id,вакансия\r\n1,\"врач, терапевт\"\r\n2,системный администратор\r\n",
        "сотрудник,уровень\nПётр Иванов,старший\nОльга Смирнова,младший\n",
    ];
    let all = [western[0], western[4], chinese[0], taiwan[2], russian[3]];
    let mut files: Vec<(Vec<u8>, &str)> = Vec::new();
    for text in all {
        files.push((text.as_bytes().to_vec(), text));
        files.push((format!("\u{feff}{text}").into_bytes(), text));
        for big in [false, true] {
            files.push((utf16(text, big), text));
            files.push((utf16(text, big).split_off(2), text));
        }
    }
    for (texts, encoding) in [(western, WINDOWS_1252), (chinese, GB18030), (taiwan, BIG5), (russian, WINDOWS_1251)] {
        for text in texts {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            files.push((bytes.into_owned(), text));
        }
    }
    assert_eq!(files.len(), 50);
    for (file, text) in files {
        let found = charset(&file);
        assert_eq!(
            read(&file, &reading(50)).unwrap(),
            read(text.as_bytes(), &reading(1000)).unwrap(),
            "{found:?} {text}"
        );
    }
}

#[test]
fn an_encoding_that_is_given_is_not_doubted() {
    let gbk = GBK.encode(PAYROLL).0.into_owned();
    let given = |name| ReadOptions { charset: Charset::named(name), ..ReadOptions::default() };
    assert_eq!(read(&gbk, &given("GB2312")).unwrap().rows[1][1], "上海".as_bytes());
    assert!(matches!(read(&gbk, &given("utf-8")), Err(Error::Encoding { encoding: "UTF-8", byte: 0, line: 1 })));
    let plain: Vec<u8> = PAYROLL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read(&plain, &given("utf-16le")).unwrap().rows[1][1], "上海".as_bytes());
    // The name "UTF-16" does not tell the order of bytes; the mark does.
    assert_eq!(read(&utf16(PAYROLL, true), &given("utf-16")).unwrap().rows[1][1], "上海".as_bytes());
    assert_eq!(Charset::named("klingon"), None);
}

#[test]
fn later_bytes_that_contradict_the_encoding_are_told_by_place() {
    // The encoding is detected before the bytes that contradict it are read.
    let mut file = "k,l\n".to_owned();
    while file.len() < 1 << 20 {
        file.push_str("数据,b\n");
    }
    let good = file.clone();
    let at = file.len() as u64 + 3;
    let mut file = file.into_bytes();
    file.extend_from_slice(b"x,y\xff\nz,z\n");
    let line = good.matches('\n').count() as u64 + 1;
    for block in [1000, 1 << 20] {
        let (written, ended) = written(&file, &reading(block), &process(2, Ragged::Refuse));
        assert!(matches!(ended, Err(Error::Encoding { encoding: "UTF-8", byte, line: l }) if (byte, l) == (at, line)));
        assert_eq!(written.len(), good.len() + ",more".len() + 2 * (line as usize - 2));
    }
    // The same in an encoding that is decoded: UTF-16 with a lone surrogate.
    let mut file = utf16("k,l\na,b\n", false);
    let at = file.len() as u64;
    file.extend([0x00, 0xd8, b'x', 0, b'\n', 0]);
    let read = read(&file, &reading(3)).unwrap();
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.error.unwrap(), format!("line 3: the bytes at offset {at} are not UTF-16LE"));
}

#[test]
fn a_character_cut_off_by_the_end_is_told() {
    let mut file = PAYROLL.as_bytes().to_vec();
    file.extend_from_slice(&"护,护,护".as_bytes()[..10]);
    let given = ReadOptions { charset: Some(Charset::UTF8), ..ReadOptions::default() };
    let read = read(&file, &given).unwrap();
    assert_eq!(
        (read.rows.len(), read.error.unwrap()),
        (2, format!("line 4: the bytes at offset {} are not UTF-8", PAYROLL.len() + 8))
    );
}

#[test]
fn zero_bytes_pass() {
    let read = read(b"k,l\na\0b,\0\n", &reading(2)).unwrap();
    assert_eq!(read.rows, [[b"a\0b".to_vec(), b"\0".to_vec()]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn wrong_bytes_are_found_where_the_standard_library_finds_them(
        good in "(k|é|中|𠂇){0,12}",
        wrong in proptest::collection::vec(any::<u8>(), 0..6),
        drops: bool,
        block in 1_usize..20,
    ) {
        let mut file = format!("k\n{good}").into_bytes();
        file.extend(wrong);
        let reading = ReadOptions { charset: Some(Charset::UTF8), ..reading(block) };
        let input = if drops { Input::open(Drops(&file), &reading) } else { Input::open(&file[..], &reading) };
        let ended = input.and_then(|input| input.fold(&process(1, Ragged::Keep), || (), |(), rows| {
            rows.for_each(drop);
            Ok::<(), Error>(())
        }));
        let found = match ended {
            Err(Error::Encoding { byte, .. }) => Some(byte as usize),
            _ => None,
        };
        prop_assert_eq!(found, std::str::from_utf8(&file).err().map(|error| error.valid_up_to()));
    }
}
