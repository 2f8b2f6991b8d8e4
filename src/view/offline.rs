//! What is said of the copy of the site that is kept for reading offline.
//!
//! Pure: `www/offline.js` and the service worker find out, [`browser`](crate::browser) asks
//! them. Nothing is called kept that was not found there.

/// How far the copy is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyState {
    /// Not known yet.
    Unknown,
    /// All files of this build are there.
    Ready,
    /// Some files of this build are missing or damaged.
    Partial,
    /// What is there is of another build.
    Other,
    /// There is none yet.
    None,
    /// The reader has removed it.
    Off,
    /// The browser keeps none.
    Unsupported,
}

impl CopyState {
    /// The state that the attribute `data-offline` of `<html>` names.
    pub fn parse(name: &str) -> Self {
        match name {
            "ready" => Self::Ready,
            "partial" => Self::Partial,
            "other" => Self::Other,
            "none" => Self::None,
            "off" => Self::Off,
            "unsupported" => Self::Unsupported,
            _ => Self::Unknown,
        }
    }

    /// What the reader is told.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Unknown => "这一页完全打开以后，这里会说离线副本齐不齐。",
            Self::Ready => "已可离线阅读：这一版的文件都存在这台设备上。",
            Self::Partial => "还不能放心离线：存下的文件不齐。连着网络时会自动补。",
            Self::Other => "存下的是另一版，也能离线读；眼前这一版还没有存好。",
            Self::None => "还没有存好。连着网络多停一会儿，存好了这里会说。",
            Self::Off => "没有离线副本：你删掉了，本站不再自动存。",
            Self::Unsupported => {
                "这里不能离线阅读。隐私窗口、别的应用里的网页和不加密（http）的网址，浏览器一般不让存。"
            }
        }
    }

    /// Whether there may be something to check or to remove.
    pub fn has_copy(self) -> bool {
        matches!(self, Self::Ready | Self::Partial | Self::Other)
    }

    /// What the button says that fills the copy, where it can be filled.
    pub fn filling(self) -> Option<&'static str> {
        match self {
            Self::Off => Some("重新存下来"),
            Self::Partial | Self::None => Some("现在就存"),
            _ => None,
        }
    }
}

/// What a thorough look at the copy found, in words. `report` is the state's name or, a line
/// each, the state's name, the build, the number of files and bytes, and every file that is
/// missing or damaged.
pub fn check_in_words(report: &str) -> String {
    let mut lines = report.lines();
    let state = CopyState::parse(lines.next().unwrap_or_default());
    let (Some(build), Some(n_files), Some(n_bytes)) = (lines.next(), lines.next(), lines.next())
    else {
        return state.in_words().to_owned();
    };
    let bad: Vec<&str> = lines.collect();
    if bad.is_empty() {
        let tenths = n_bytes.parse::<u32>().unwrap_or_default().div_ceil(100_000);
        let (megabytes, tenths) = (tenths / 10, tenths % 10);
        return format!(
            "检查过了：版本 {build} 的{n_files}个文件逐个核对了校验码，都完好，共{megabytes}.{tenths} MB。"
        );
    }
    format!(
        "检查过了：版本 {build} 的{n_files}个文件里，{}个缺失或损坏：{}。",
        bad.len(),
        bad.join("、")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_says_what_it_found() {
        assert_eq!(
            check_in_words("ready\nabc\n7\n1310722"),
            "检查过了：版本 abc 的7个文件逐个核对了校验码，都完好，共1.4 MB。"
        );
        assert_eq!(
            check_in_words("partial\nabc\n7\n1310722\nshell.html\nicons/icon.svg"),
            "检查过了：版本 abc 的7个文件里，2个缺失或损坏：shell.html、icons/icon.svg。"
        );
        assert_eq!(check_in_words("none"), CopyState::None.in_words());
        assert_eq!(check_in_words(""), CopyState::Unknown.in_words());
    }
}
