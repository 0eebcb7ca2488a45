//! Types as written, with what narrows them, to types.

use std::collections::BTreeMap;

use super::Checker;
use super::nearest::with_nearest;
use crate::diagnostic::{Arg, Code, Diagnostic, Message};
use crate::model::{Field, Table, Type, TypeKind};
use crate::number::Number;
use crate::number::reach::{Bound, Interval, Lattice, Reach};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, UnitSuffix};
use crate::unit::{Base, Dimension};

/// Most columns that a table may have. A sheet of the usual programs holds them with room for what stands beside.
const MAX_COLUMNS: usize = 256;

/// What is declared with a type.
pub(super) enum Owner<'a> {
    /// A fact.
    Fact,
    /// A column of a table; all 量 of its row share a dimension.
    Column { variable: Base, fields: &'a [ast::Field] },
    /// A parameter; all 量 of its method share a dimension.
    Param { variable: Base },
}

/// The built-in types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Number,
    Whole,
    Tally,
    Share,
    Money,
    Points,
    Quantity,
    Date,
    YesNo,
    Text,
    Table,
}

const WORDS: &[(&str, Word)] = &[
    ("数", Word::Number),
    ("整数", Word::Whole),
    ("个数", Word::Tally),
    ("比率", Word::Share),
    ("金额", Word::Money),
    ("分", Word::Points),
    ("量", Word::Quantity),
    ("日期", Word::Date),
    ("是否", Word::YesNo),
    ("文本", Word::Text),
    ("表", Word::Table),
    ("number", Word::Number),
    ("whole", Word::Whole),
    ("tally", Word::Tally),
    ("share", Word::Share),
    ("money", Word::Money),
    ("points", Word::Points),
    ("quantity", Word::Quantity),
    ("date", Word::Date),
    ("yesno", Word::YesNo),
    ("text", Word::Text),
    ("table", Word::Table),
];

/// Words commonly said for a type.
const COMMON: &[(&str, &str)] = &[
    ("数字", "数"),
    ("数值", "数"),
    ("小数", "数"),
    ("次数", "个数"),
    ("件数", "个数"),
    ("百分比", "比率"),
    ("百分数", "比率"),
    ("比例", "比率"),
    ("钱", "金额"),
    ("货币", "金额"),
    ("分数", "分"),
    ("分值", "分"),
    ("数量", "量"),
    ("时间", "日期"),
    ("布尔", "是否"),
    ("文字", "文本"),
    ("字符串", "文本"),
    ("表格", "表"),
    ("列表", "表"),
];

fn word(name: &str) -> Option<Word> {
    WORDS.iter().find(|(known, _)| *known == name).map(|(_, word)| *word)
}

/// Whether a name is that of a built-in type.
pub(super) fn is_type_word(name: &str) -> bool {
    word(name).is_some()
}

/// Whether a name is 量.
pub(super) fn is_quantity_word(name: &str) -> bool {
    word(name) == Some(Word::Quantity)
}

/// What a type is before its range: with the distance of its whole values, if it has one.
struct Base1 {
    kind: TypeKind,
    step: Option<Number>,
    not_negative: bool,
}

impl<'a> Checker<'a> {
    /// The type that `ty` writes; None where it has a mistake.
    pub(super) fn type_of(&mut self, ty: &'a ast::TypeExpr, owner: &Owner<'a>) -> Option<Type> {
        match &ty.kind {
            ast::TypeKind::Table { fields, at_least } => self.table_type(ty, fields, at_least.as_ref(), owner),
            ast::TypeKind::Named { whole, name, per, unit } => {
                let base = self.named_type(whole.as_ref(), name, per.as_ref(), unit.as_ref(), owner);
                // The range is read even then: its own mistakes are worth telling.
                self.narrowed(ty, base?)
            }
        }
    }

    fn table_type(
        &mut self,
        ty: &'a ast::TypeExpr,
        fields: &'a [ast::Field],
        at_least: Option<&'a ast::Expr>,
        owner: &Owner<'a>,
    ) -> Option<Type> {
        if !matches!(owner, Owner::Fact) {
            self.tell(Diagnostic::new(Code::TableMisplaced, ty.span));
            return None;
        }
        if ty.optional.value {
            self.tell(Diagnostic::new(Code::TableOptional, ty.optional.span).fix(ty.optional.span, ""));
        }
        if let Some(surplus) = fields.get(MAX_COLUMNS) {
            self.tell(
                Diagnostic::new(Code::TooManyColumns, surplus.name.span)
                    .arg("count", fields.len())
                    .arg("limit", MAX_COLUMNS),
            );
            return None;
        }
        let variable = self.new_variable();
        let mut names = BTreeMap::new();
        let mut columns = Vec::with_capacity(fields.len());
        let mut whole = self.no_narrowing(ty, at_least.is_some());
        for field in fields {
            self.unique(&mut names, "kind-field", &field.name);
            match self.type_of(&field.ty, &Owner::Column { variable, fields }) {
                Some(ty) => columns.push(Field { name: field.name.text.clone(), span: field.name.span, ty }),
                None => whole = false,
            }
        }
        let at_least = match at_least {
            None => 0,
            Some(expr) => self.row_count(expr)?,
        };
        let name_field = columns.iter().position(|field| field.ty.kind == TypeKind::Text);
        let table = Table { fields: columns, at_least, name_field, fact: None };
        whole.then(|| Type::plain(TypeKind::Table(Box::new(table))))
    }

    /// Whether neither range nor step stands behind a table; tells if one does.
    fn no_narrowing(&mut self, ty: &ast::TypeExpr, counted: bool) -> bool {
        let Some(span) = ty.range.as_ref().map(|r| r.span).or(ty.step.as_ref().map(|s| s.span)) else { return true };
        let mut diagnostic = Diagnostic::new(Code::RangeOnType, span).arg("type", Arg::Key("check-type-table"));
        // 表 { … } ≥ 3 speaks of rows.
        if let Some(ast::Range { kind: ast::RangeKind::Compare(ast::CompareOp::Ge, end), .. }) = &ty.range
            && let ExprKind::Number(number, None) = &end.kind
            && !counted
        {
            let rows = &number.digits;
            let right =
                if self.is_english(span) { format!("at least {rows} rows") } else { format!("至少 {rows}行") };
            let help = Message::new("check-write-instead").arg("right", right.as_str());
            diagnostic = diagnostic.help(help).fix(span, right);
        }
        self.tell(diagnostic);
        false
    }

    /// `3行`
    fn row_count(&mut self, expr: &'a ast::Expr) -> Option<u64> {
        let count = match &expr.kind {
            ExprKind::Number(number, None) => Number::parse(&number.digits).ok(),
            ExprKind::Number(number, Some(UnitSuffix::Named { name, per: None }))
                if matches!(name.text.as_str(), "行" | "row" | "rows") =>
            {
                Number::parse(&number.digits).ok()
            }
            _ => None,
        };
        let count = count.and_then(|n| n.to_i64()).and_then(|n| u64::try_from(n).ok());
        if count.is_none() {
            self.tell(Diagnostic::new(Code::RowCount, expr.span));
        }
        count
    }

    fn named_type(
        &mut self,
        whole: Option<&'a ast::Name>,
        name: &'a ast::Name,
        per: Option<&'a ast::Name>,
        unit: Option<&'a ast::Name>,
        owner: &Owner<'a>,
    ) -> Option<Base1> {
        if let Some(modifier) = whole
            && word(&modifier.text) != Some(Word::Whole)
        {
            self.tell(
                Diagnostic::new(Code::TypeModifier, modifier.span)
                    .arg("name", modifier.text.as_str())
                    .arg("type", name.text.as_str()),
            );
            return None;
        }
        let number = |dimension: Dimension, share: bool| TypeKind::Number {
            dimension,
            whole: whole.is_some(),
            share,
            unit: None,
            unit_field: None,
        };
        let plain = |kind| Some(Base1 { kind, step: None, not_negative: false });
        let mut base = match (word(&name.text), per) {
            (Some(Word::Number), None) => plain(number(Dimension::none(), false)),
            (Some(Word::Share), None) => plain(number(Dimension::none(), true)),
            (Some(Word::Money), None) => plain(number(Dimension::base(Base::MONEY), false)),
            (Some(Word::Whole), None) => {
                Some(Base1 { kind: whole_number(Dimension::none()), step: Some(Number::ONE), not_negative: false })
            }
            (Some(Word::Tally), None) => {
                Some(Base1 { kind: whole_number(Dimension::none()), step: Some(Number::ONE), not_negative: true })
            }
            (Some(Word::Quantity), None) => {
                self.open_units = true;
                let variable = match owner {
                    Owner::Fact => self.new_variable(),
                    Owner::Column { variable, .. } | Owner::Param { variable } => *variable,
                };
                plain(number(Dimension::base(variable), false))
            }
            (Some(Word::Date), None) => plain(TypeKind::Date),
            (Some(Word::YesNo), None) => plain(TypeKind::YesNo),
            (Some(Word::Text), None) => plain(TypeKind::Text),
            (Some(Word::Table), None) => {
                self.tell(Diagnostic::new(Code::TableFields, name.span));
                None
            }
            (Some(Word::Points), _) | (None, _) => self.unit_or_options(name, per, whole.is_some()),
            (Some(_), Some(per)) => {
                // 金额/人 is not written: 元/人 is.
                let written = format!("{}/{}", name.text, per.text);
                let diagnostic = Diagnostic::new(Code::TypePer, name.span.to(per.span)).arg("name", written);
                self.tell(diagnostic);
                None
            }
        }?;
        if let Some(modifier) = whole {
            match &mut base.kind {
                TypeKind::Number { dimension, whole, share: false, unit, .. } if !dimension.has_variables() => {
                    *whole = true;
                    let factor =
                        unit.as_deref().and_then(|unit| self.units.lookup(unit)).map(|unit| unit.factor.clone());
                    base.step = base.step.or(factor).or(Some(Number::ONE));
                }
                _ => {
                    self.tell(
                        Diagnostic::new(Code::TypeModifier, modifier.span)
                            .arg("name", modifier.text.as_str())
                            .arg("type", name.text.as_str()),
                    );
                    return None;
                }
            }
        }
        match unit {
            Some(unit) => self.with_unit(base, name, unit, owner),
            None => Some(base),
        }
    }

    /// A type that is a unit, or an option set.
    fn unit_or_options(&mut self, name: &'a ast::Name, per: Option<&'a ast::Name>, whole: bool) -> Option<Base1> {
        if per.is_none()
            && let Some(set) = self.set_index.get(name.text.as_str())
        {
            let set = *set;
            self.used_sets.insert(set);
            return Some(Base1 { kind: TypeKind::Option(set), step: None, not_negative: false });
        }
        let compound = per.is_some();
        let (_, dimension, written) = self.unit(name, per, &|checker, name| match compound || whole {
            // Only a unit stands before / or behind 整数.
            true => checker.unknown_unit(name),
            false => checker.unknown_type(name),
        })?;
        let kind = TypeKind::Number { dimension, whole: false, share: false, unit: Some(written), unit_field: None };
        Some(Base1 { kind, step: None, not_negative: false })
    }

    /// That a word is no type, with the one that was probably meant.
    fn unknown_type(&self, name: &ast::Name) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::TypeUnknown, name.span).arg("name", name.text.as_str());
        let common = COMMON.iter().find(|(common, _)| *common == name.text).map(|(_, right)| *right);
        if let Some(right) = common.or_else(|| super::nearest::common_unit(&name.text)) {
            return diagnostic.help(Message::new("check-write-instead").arg("right", right)).fix(name.span, right);
        }
        let is_type =
            |word: &str| is_type_word(word) || self.units.lookup(word).is_some() || self.set_index.contains_key(word);
        if let Some((ty, rest)) = super::nearest::split_unit(&name.text, &is_type) {
            let right = format!("{ty} {rest}");
            return diagnostic
                .help(Message::new("check-blank-missing").arg("right", right.as_str()))
                .fix(name.span, right);
        }
        let sets = self.option_sets.iter().map(|set| set.name.as_str());
        let words = WORDS.iter().map(|(word, _)| *word);
        with_nearest(diagnostic, &name.text, name.span, sets.chain(words).chain(self.units.names()))
    }

    /// 金额(万元), 量(度量单位)
    fn with_unit(
        &mut self,
        mut base: Base1,
        ty: &'a ast::Name,
        name: &'a ast::Name,
        owner: &Owner<'a>,
    ) -> Option<Base1> {
        let TypeKind::Number { dimension, unit, unit_field, .. } = &mut base.kind else {
            self.tell(Diagnostic::new(Code::UnitOnType, name.span).arg("type", ty.text.as_str()));
            return None;
        };
        if dimension.has_variables() {
            let Owner::Column { fields, .. } = owner else {
                self.tell(Diagnostic::new(Code::UnitFieldMisplaced, name.span));
                return None;
            };
            let found = fields.iter().enumerate().find(|(_, field)| field.name.text == name.text);
            let is_text = |field: &ast::Field| matches!(&field.ty.kind, ast::TypeKind::Named { name, .. } if word(&name.text) == Some(Word::Text));
            match found {
                Some((index, field)) if is_text(field) => *unit_field = Some(index),
                Some((_, field)) => {
                    self.tell(
                        Diagnostic::new(Code::UnitFieldText, name.span)
                            .arg("name", name.text.as_str())
                            .label(field.name.span, Message::new("check-declared-here")),
                    );
                    return None;
                }
                None => {
                    let names = fields.iter().map(|f| f.name.text.as_str());
                    let diagnostic = Diagnostic::new(Code::UnitFieldUnknown, name.span).arg("name", name.text.as_str());
                    self.tell(with_nearest(diagnostic, &name.text, name.span, names));
                    return None;
                }
            }
            return Some(base);
        }
        let wanted = dimension.clone();
        *unit = Some(name.text.clone());
        let (_, dimension, _) = self.unit(name, None, &|checker, name| checker.unknown_unit(name))?;
        if dimension != wanted {
            let diagnostic = Diagnostic::new(Code::UnitOfOther, name.span)
                .arg("unit", name.text.as_str())
                .arg("type", ty.text.as_str());
            self.tell(diagnostic);
            return None;
        }
        Some(base)
    }

    /// The factor, dimension and spelling of a unit; tells where it is not known.
    pub(super) fn unit(
        &mut self,
        name: &ast::Name,
        per: Option<&ast::Name>,
        unknown: &dyn Fn(&Self, &ast::Name) -> Diagnostic,
    ) -> Option<(Number, Dimension, String)> {
        let over = self.one_unit(name, unknown);
        let Some(per) = per else {
            let (factor, dimension) = over?;
            return Some((factor, dimension, name.text.clone()));
        };
        let divide = if self.is_english(name.span) { " / " } else { " ÷ " };
        let sign = Span::new(per.span.source, name.span.range().end..per.span.range().start);
        let fact = |checker: &Self, name: &str| {
            checker.fact_index.get(name).and_then(|id| checker.fact(*id)).map(|f| f.name.span)
        };
        let under = self.one_unit(per, &|checker, name| match fact(checker, &name.text) {
            // 10元/人数: a division needs blanks around its sign.
            Some(declared) => Diagnostic::new(Code::UnitIsName, name.span)
                .arg("name", name.text.as_str())
                .label(declared, Message::new("check-declared-here"))
                .fix(sign, divide),
            None => checker.unknown_unit(name),
        });
        let ((factor, dimension), (per_factor, per_dimension)) = (over?, under?);
        let quotient = factor.div(&per_factor).ok().zip(dimension.div(&per_dimension).ok());
        let Some((factor, dimension)) = quotient else {
            self.tell(Diagnostic::new(Code::DimensionTooHigh, name.span.to(per.span)));
            return None;
        };
        Some((factor, dimension, format!("{}/{}", name.text, per.text)))
    }

    fn one_unit(
        &mut self,
        name: &ast::Name,
        unknown: &dyn Fn(&Self, &ast::Name) -> Diagnostic,
    ) -> Option<(Number, Dimension)> {
        if let Some(unit) = self.units.lookup(&name.text) {
            self.used_bases.extend(unit.dimension.bases().iter().map(|(base, _)| *base));
            return Some((unit.factor.clone(), unit.dimension.clone()));
        }
        if !self.bad_units.contains(name.text.as_str()) {
            let diagnostic = unknown(self, name);
            self.tell_unknown(&name.text, diagnostic);
        }
        None
    }

    /// Puts range and step to a type.
    fn narrowed(&mut self, ty: &'a ast::TypeExpr, base: Base1) -> Option<Type> {
        let mut result = Type { kind: base.kind, optional: ty.optional.value, reach: None };
        let dimension = match &result.kind {
            TypeKind::Number { .. } | TypeKind::Date => result.kind.clone(),
            _ => {
                let narrowing = ty.range.as_ref().map(|r| r.span).or(ty.step.as_ref().map(|s| s.span));
                if let Some(span) = narrowing {
                    let found = self.type_arg(&result);
                    self.tell(Diagnostic::new(Code::RangeOnType, span).arg("type", found));
                    return None;
                }
                return Some(result);
            }
        };
        let plain = Type::plain(dimension);
        let step = match &ty.step {
            None => None,
            Some(step) => Some(self.declared_step(step, &plain, base.step.as_ref())?),
        };
        let step = step.or(base.step).or_else(|| {
            // Days are whole; without a range there is nothing to say of them, though.
            (result.kind == TypeKind::Date && ty.range.is_some()).then_some(Number::ONE)
        });
        let (mut low, mut high) = (Bound::Unbounded, Bound::Unbounded);
        let mut said = step.is_some() || base.not_negative;
        if let Some(range) = &ty.range {
            (low, high) = self.declared_range(range, &plain)?;
            said = true;
        }
        let lattice = step.map(|step| Lattice { origin: Number::ZERO, step });
        let mut reach = Reach::interval(Interval { lo: low, hi: high, lattice });
        if base.not_negative {
            reach = reach.above(&Bound::Closed(Number::ZERO));
        }
        if reach.is_empty() {
            let span = ty.range.as_ref().map_or(ty.span, |r| r.span);
            self.tell(Diagnostic::new(Code::RangeEmpty, span));
            return None;
        }
        result.reach = said.then_some(reach);
        Some(result)
    }

    /// 步长, in base units.
    fn declared_step(&mut self, expr: &'a ast::Expr, ty: &Type, whole: Option<&Number>) -> Option<Number> {
        if ty.kind == TypeKind::Date {
            self.tell(Diagnostic::new(Code::RangeOnType, expr.span).arg("type", Arg::Key("check-type-date")));
            return None;
        }
        let step = self.constant_of(expr, ty)?;
        if !step.is_positive() {
            self.tell(Diagnostic::new(Code::NotPositive, expr.span));
            return None;
        }
        if whole.is_some_and(|whole| !step.is_multiple_of(whole)) {
            self.tell(Diagnostic::new(Code::StepNotWhole, expr.span));
            return None;
        }
        Some(step)
    }

    /// A declared range, in base units.
    fn declared_range(&mut self, range: &'a ast::Range, ty: &Type) -> Option<(Bound, Bound)> {
        let scope = self.constants();
        if super::range::is_share(ty) {
            self.percent_missing_in(range);
        }
        let range = self.range(range, ty, &scope)?;
        self.constant_ends(&range)
    }

    /// Tells that something else than a constant stands where only one may.
    pub(super) fn not_constant(&mut self, span: Span) {
        self.tell(Diagnostic::new(Code::ConstantNeeded, span));
    }
}

fn whole_number(dimension: Dimension) -> TypeKind {
    TypeKind::Number { dimension, whole: true, share: false, unit: None, unit_field: None }
}
