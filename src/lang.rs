//! The languages that a learner can read netlab in.
//!
//! The one idea: a language is chosen once, from what the reader's surroundings say, and handed down as a value. So
//! the same text can be made in each of them, in one process.
//!
//! See it run: `LANG=zh_CN.UTF-8 netlab tour`.

/// A language of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    English,
    /// Simplified Chinese, as it is written in mainland China.
    Chinese,
}

impl Lang {
    /// Both of them.
    pub const ALL: &'static [Self] = &[Self::English, Self::Chinese];

    /// One of two texts that say the same, each in its language.
    #[must_use]
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Self::English => english,
            Self::Chinese => chinese,
        }
    }

    /// Its name as pages and options have it: `en` or `zh-CN`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }
}

/// What the reader's surroundings ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The language that is written in.
    pub lang: Lang,
    /// Why it is not the one that was asked for; `None` where it is.
    pub instead: Option<Instead>,
}

/// Why a text is in English though something else was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// The locale's Chinese has other terms: it is that of Taiwan or Hong Kong.
    OtherChinese(String),
    /// The locale's texts are not in UTF-8, and netlab writes nothing else.
    OtherCharset(String),
}

/// The variable of netlab's own that names the language.
const OWN: &str = "NETLAB_LANG";
/// The variables of the locale that name the language of texts, the strongest first (POSIX.1-2017 §8.2).
const LOCALE: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

impl Choice {
    /// The choice of an environment: netlab's own variable, or else the locale.
    #[must_use]
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Choice {
        let names = std::iter::once(&OWN).chain(&LOCALE);
        let set = names.into_iter().find_map(|name| variable(name).filter(|it| !it.is_empty()));
        set.map_or(Choice { lang: Lang::English, instead: None }, |locale| Self::of_locale(&locale))
    }

    /// The choice of a locale such as `zh_CN.UTF-8`, or of a language such as `zh-CN`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Choice {
        let english = |instead| Choice { lang: Lang::English, instead };
        let plain = locale.split('@').next().unwrap_or_default();
        let (language, charset) = plain.split_once('.').unwrap_or((plain, "UTF-8"));
        let language = language.to_lowercase().replace('_', "-");
        if language != "zh" && !language.starts_with("zh-") {
            return english(None);
        }
        let is_simplified = ["zh", "zh-cn", "zh-sg"].contains(&&*language) || language.starts_with("zh-hans");
        if !is_simplified {
            return english(Some(Instead::OtherChinese(locale.to_owned())));
        }
        if !["utf-8", "utf8"].contains(&&*charset.to_lowercase()) {
            return english(Some(Instead::OtherCharset(locale.to_owned())));
        }
        Choice { lang: Lang::Chinese, instead: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(set: &[(&str, &str)]) -> Choice {
        let value =
            |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Choice::of(value)
    }

    #[test]
    fn the_first_variable_that_is_set_chooses() {
        let check = |set: &[(&str, &str)], expected| assert_eq!(chosen(set).lang, expected, "{set:?}");
        check(&[], Lang::English);
        check(&[("LANG", "zh_CN.UTF-8")], Lang::Chinese);
        check(&[("LANG", "zh_CN.UTF-8"), ("LC_MESSAGES", "de_DE.UTF-8")], Lang::English);
        check(&[("LC_MESSAGES", "zh_CN.UTF-8"), ("LANG", "C")], Lang::Chinese);
        check(&[("LC_ALL", "C.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], Lang::English);
        check(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")], Lang::Chinese);
        check(&[("NETLAB_LANG", "en"), ("LC_ALL", "zh_CN.UTF-8")], Lang::English);
        check(&[("NETLAB_LANG", "zh-CN"), ("LC_ALL", "C")], Lang::Chinese);
    }

    #[test]
    fn simplified_chinese_in_utf_8_is_chinese_and_any_other_says_why_not() {
        let chinese = Choice { lang: Lang::Chinese, instead: None };
        for locale in ["zh", "zh_CN", "zh_CN.UTF-8", "zh_CN.utf8", "zh-CN", "zh_SG", "zh-Hans", "zh_Hans_CN"]
        {
            assert_eq!(Choice::of_locale(locale), chinese, "{locale}");
        }
        let instead = |locale: &str| Choice::of_locale(locale).instead;
        for locale in ["zh_TW.UTF-8", "zh_HK", "zh-Hant"] {
            assert_eq!(instead(locale), Some(Instead::OtherChinese(locale.to_owned())));
        }
        for locale in ["zh_CN.GBK", "zh_CN.GB18030", "zh_CN.gb2312"] {
            assert_eq!(instead(locale), Some(Instead::OtherCharset(locale.to_owned())));
        }
        for locale in ["C", "en_US.UTF-8", "de_DE", "zha_CN"] {
            assert_eq!(Choice::of_locale(locale), Choice { lang: Lang::English, instead: None });
        }
    }
}
