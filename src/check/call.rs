//! Functions on values. Those over tables are in `aggregate`, methods in `method`.

use super::Checker;
use super::arithmetic::quantity;
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::model::{AggregateFn, Expr, ExprKind, OptionSetId, OptionShare, Round, Type, TypeKind};
use crate::number::{Number, RoundingMode};
use crate::source::Span;
use crate::syntax::ast::{self, CallArg, Name, UnitSuffix};
use crate::unit::{Base, Dimension};

/// What may be called, methods aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Table(AggregateFn),
    Abs,
    Power,
    Round,
    Default,
    OptionNumber,
    Workdays,
    RateOf,
}

const FUNCTIONS: &[(&str, Function)] = &[
    ("计数", Function::Table(AggregateFn::Count)),
    ("合计", Function::Table(AggregateFn::Sum)),
    ("平均", Function::Table(AggregateFn::Mean)),
    ("最大", Function::Table(AggregateFn::Max)),
    ("最小", Function::Table(AggregateFn::Min)),
    ("中位数", Function::Table(AggregateFn::Median)),
    ("去重计数", Function::Table(AggregateFn::CountDistinct)),
    ("存在", Function::Table(AggregateFn::Any)),
    ("全部", Function::Table(AggregateFn::All)),
    ("绝对值", Function::Abs),
    ("乘方", Function::Power),
    ("保留", Function::Round),
    ("缺省", Function::Default),
    ("值", Function::OptionNumber),
    ("工作日数", Function::Workdays),
    ("得分率", Function::RateOf),
    ("count", Function::Table(AggregateFn::Count)),
    ("sum", Function::Table(AggregateFn::Sum)),
    ("mean", Function::Table(AggregateFn::Mean)),
    ("max", Function::Table(AggregateFn::Max)),
    ("min", Function::Table(AggregateFn::Min)),
    ("median", Function::Table(AggregateFn::Median)),
    ("distinct", Function::Table(AggregateFn::CountDistinct)),
    ("any", Function::Table(AggregateFn::Any)),
    ("all", Function::Table(AggregateFn::All)),
    ("abs", Function::Abs),
    ("power", Function::Power),
    ("rounded", Function::Round),
    ("default", Function::Default),
    ("number", Function::OptionNumber),
    ("workdays", Function::Workdays),
    ("rate_of", Function::RateOf),
];

/// Words commonly said for a function.
const COMMON: &[(&str, &str)] = &[
    ("求和", "合计"),
    ("总和", "合计"),
    ("平均值", "平均"),
    ("均值", "平均"),
    ("最大值", "最大"),
    ("最小值", "最小"),
    ("四舍五入", "保留"),
    ("取整", "保留"),
    ("个数", "计数"),
    ("次方", "乘方"),
    ("任一", "存在"),
    ("所有", "全部"),
    ("默认", "缺省"),
];

fn function(name: &str) -> Option<Function> {
    FUNCTIONS.iter().find(|(known, _)| *known == name).map(|(_, function)| *function)
}

/// Whether a name is that of a function.
pub(super) fn is_function(name: &str) -> bool {
    function(name).is_some()
}

/// The rounding mode that words name.
pub(super) fn rounding_mode(words: &str) -> Option<RoundingMode> {
    let folded: String = words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_')).collect();
    Some(match folded.to_lowercase().as_str() {
        "四舍五入" | "halfup" => RoundingMode::HalfAwayFromZero,
        "修约" | "halfeven" => RoundingMode::HalfEven,
        "进一" | "up" => RoundingMode::Up,
        "去尾" | "down" => RoundingMode::Down,
        _ => return None,
    })
}

/// Words for the rounding modes, as messages show them.
pub(super) const MODES: [&str; 4] = ["四舍五入", "修约", "进一", "去尾"];
const ENGLISH_MODES: [&str; 4] = ["half_up", "half_even", "up", "down"];

/// Most decimals that may be kept.
const MAX_PLACES: i64 = 15;

impl<'a> Checker<'a> {
    /// A function, or a method where one may stand.
    pub(super) fn call(
        &mut self,
        span: Span,
        name: &'a Name,
        args: &'a [CallArg],
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        let Some(function) = function(&name.text) else {
            match self.method_index.get(name.text.as_str()) {
                // A method is a rule, not a value to calculate with.
                Some(_) => self.tell(Diagnostic::new(Code::MethodAsValue, span).arg("name", name.text.as_str())),
                None => self.unknown_function(name),
            }
            return None;
        };
        if !matches!(function, Function::Table(_))
            && let Some(filter) = args.iter().find_map(|arg| arg.filter.as_ref())
        {
            self.tell(Diagnostic::new(Code::FilterMisplaced, filter.span).arg("name", name.text.as_str()));
            return None;
        }
        match (function, args) {
            (Function::Table(function), _) => self.aggregate(span, function, name, args, scope),
            (Function::Abs, [value]) => {
                let value = self.number_operand(&value.value, scope)?;
                let ty = Type { reach: None, ..value.ty.clone() };
                Some(self.make(span, ty, ExprKind::Abs(Box::new(value))))
            }
            (Function::Power, [base, exponent]) => self.power(span, &base.value, &exponent.value, scope),
            (Function::Round, [value, places, mode]) => {
                self.rounded(span, &value.value, &places.value, Some(&mode.value), scope)
            }
            (Function::Round, [value, places]) => self.rounded(span, &value.value, &places.value, None, scope),
            (Function::Default, [value, default]) => self.default(span, &value.value, &default.value, scope, expect),
            (Function::OptionNumber, [option]) => self.option_number(span, &option.value, scope),
            (Function::Workdays, [from, to]) => {
                let (from, to) = (self.date(&from.value, scope), self.date(&to.value, scope));
                self.workdays.get_or_insert(span);
                let ty = quantity(Dimension::base(Base::WORKDAY), true, false);
                Some(self.make(span, ty, ExprKind::Workdays(Box::new(from?), Box::new(to?))))
            }
            (Function::RateOf, [indicator]) => self.rate_of(span, indicator, scope),
            (function, args) => {
                let wanted: usize = match function {
                    Function::Power | Function::Default | Function::Workdays => 2,
                    Function::Round => 3,
                    _ => 1,
                };
                self.argument_count(span, &name.text, wanted, args.len());
                None
            }
        }
    }

    /// Tells that a call has too few or too many arguments.
    pub(super) fn argument_count(&mut self, span: Span, name: &str, wanted: usize, found: usize) {
        self.tell(
            Diagnostic::new(Code::ArgumentCount, span).arg("name", name).arg("wanted", wanted).arg("found", found),
        );
    }

    fn unknown_function(&mut self, name: &Name) {
        let diagnostic = Diagnostic::new(Code::FunctionUnknown, name.span).arg("name", name.text.as_str());
        let diagnostic = match COMMON.iter().find(|(common, _)| *common == name.text) {
            Some((_, right)) => {
                let diagnostic = diagnostic.help(Message::new("check-write-instead").arg("right", *right));
                // 保留 wants to know more than 取整 says.
                if *right == "保留" { diagnostic } else { diagnostic.fix(name.span, *right) }
            }
            None => {
                let methods = self.methods.iter().map(|m| m.decl.name.text.as_str());
                let names = methods.chain(FUNCTIONS.iter().map(|(n, _)| *n));
                super::nearest::with_nearest(diagnostic, &name.text, name.span, names)
            }
        };
        self.tell_unknown(&name.text, diagnostic);
    }

    fn date(&mut self, expr: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let value = self.expr(expr, scope, None)?;
        if value.ty.kind == TypeKind::Date {
            return Some(value);
        }
        self.wrong_type(&value, &Type::plain(TypeKind::Date));
        None
    }

    fn power(&mut self, span: Span, base: &'a ast::Expr, exponent: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let (base, exponent) = (self.number_operand(base, scope), self.number_operand(exponent, scope));
        let (base, exponent) = (base?, exponent?);
        let (Some(dimension), Some(by)) = (base.ty.dimension(), exponent.ty.dimension()) else { return None };
        if !by.is_none() {
            self.wrong_type(&exponent, &Type::number());
            return None;
        }
        let whole = matches!(exponent.ty.kind, TypeKind::Number { whole: true, .. });
        if !whole {
            self.tell(Diagnostic::new(Code::PowerExponent, exponent.span));
            return None;
        }
        let constant = self.is_integer_constant(&exponent).and_then(|n| n.to_i64()).and_then(|n| i32::try_from(n).ok());
        let dimension = if dimension.is_none() {
            Dimension::none()
        } else {
            // The dimension of a power is known only where the exponent is.
            let Some(power) = constant.and_then(|n| dimension.pow(n).ok()) else {
                self.tell(Diagnostic::new(Code::DimensionTooHigh, span));
                return None;
            };
            power
        };
        let base_whole = matches!(base.ty.kind, TypeKind::Number { whole: true, .. });
        let ty = quantity(dimension, base_whole && constant.is_some_and(|n| n >= 0), false);
        Some(self.make(span, ty, ExprKind::Power(Box::new(base), Box::new(exponent))))
    }

    /// 保留(e, 2位, 四舍五入)
    fn rounded(
        &mut self,
        span: Span,
        value: &'a ast::Expr,
        places: &'a ast::Expr,
        mode: Option<&'a ast::Expr>,
        scope: &Scope<'a>,
    ) -> Option<Expr> {
        let value = self.number_operand(value, scope);
        let kept = self.places(places);
        let mode = match mode {
            None => {
                let sample = kept.unwrap_or(2);
                self.mode_unsaid(span, sample, places.span, ", ");
                None
            }
            Some(expr) => match &expr.kind {
                ast::ExprKind::Name(name) => self.mode(name),
                _ => {
                    let modes = if self.is_english(expr.span) { ENGLISH_MODES } else { MODES };
                    self.tell(Diagnostic::new(Code::RoundingModeUnknown, expr.span).arg("modes", modes.to_vec()));
                    None
                }
            },
        };
        let (value, kept, mode) = (value?, kept?, mode?);
        let (TypeKind::Number { dimension, share, .. }, span_of_places) = (&value.ty.kind, places.span) else {
            return None;
        };
        let in_base_units = dimension.is_none() || *dimension == Dimension::base(Base::POINTS);
        if !in_base_units {
            let unit = self.units.dimension_name(dimension);
            let one = self.written(&Number::ONE, &Type::quantity(dimension.clone()), value.span);
            self.tell(
                Diagnostic::new(Code::RoundingUnitUnsaid, value.span)
                    .arg("found", self.type_arg(&value.ty))
                    .arg("unit", unit)
                    .arg("one", one)
                    .arg("places", kept as usize),
            );
            return None;
        }
        if *share && kept <= 2 {
            self.tell(
                Diagnostic::new(Code::ShareRounding, span_of_places)
                    .arg("places", kept as usize)
                    .arg("more", kept as usize + 2)
                    .arg("as-number", round_sample(kept))
                    .arg("as-percent", round_sample(kept + 2)),
            );
        }
        let ty = quantity(dimension.clone(), kept == 0, *share);
        Some(self.make(span, ty, ExprKind::Round(Box::new(value), Round { places: kept, mode })))
    }

    /// `2位`
    pub(super) fn places(&mut self, expr: &'a ast::Expr) -> Option<u32> {
        let places = match &expr.kind {
            ast::ExprKind::Number(number, None) => Number::parse(&number.digits).ok(),
            ast::ExprKind::Number(number, Some(UnitSuffix::Named { name, per: None }))
                if matches!(name.text.as_str(), "位" | "place" | "places") =>
            {
                Number::parse(&number.digits).ok()
            }
            _ => None,
        };
        let places = places.and_then(|n| n.to_i64()).filter(|n| (0..=MAX_PLACES).contains(n));
        if places.is_none() {
            let mut diagnostic = Diagnostic::new(Code::RoundingPlaces, expr.span).arg("limit", MAX_PLACES as usize);
            // 2位小数
            if let ast::ExprKind::Number(number, Some(UnitSuffix::Named { name, per: None })) = &expr.kind
                && matches!(name.text.as_str(), "位小数" | "位数" | "decimal" | "decimals" | "digit" | "digits")
                && Number::parse(&number.digits).ok().and_then(|n| n.to_i64()).is_some_and(|n| n <= MAX_PLACES)
            {
                let right = match self.is_english(expr.span) {
                    true => format!("{} places", number.digits),
                    false => format!("{}位", number.digits),
                };
                diagnostic = diagnostic.fix(expr.span, right);
            }
            self.tell(diagnostic);
        }
        places.and_then(|n| u32::try_from(n).ok())
    }

    /// The mode that a word names.
    pub(super) fn mode(&mut self, name: &Name) -> Option<RoundingMode> {
        let mode = rounding_mode(&name.text);
        if mode.is_none() {
            let modes = if name.text.is_ascii() { ENGLISH_MODES } else { MODES };
            let diagnostic = Diagnostic::new(Code::RoundingModeUnknown, name.span)
                .arg("name", name.text.as_str())
                .arg("modes", modes.to_vec());
            let diagnostic = super::nearest::with_nearest(diagnostic, &name.text, name.span, modes);
            self.tell(super::grade::choose_from(diagnostic, &modes));
        }
        mode
    }

    /// Tells that a rounding does not say which way, with what each way would make of a number on a tie.
    /// The usual way is offered behind the number of places at `after`, which `joint` parts from it.
    pub(super) fn mode_unsaid(&mut self, span: Span, places: u32, after: Span, joint: &str) {
        let tie = Number::ratio(5, 10i64.pow(places.min(15) + 1));
        let even = Number::ratio(2, 10i64.pow(places.min(15)));
        let sample = tie.and_then(|tie| even?.add(&tie)).and_then(|n| n.add(&Number::from_i64(19))).unwrap_or_default();
        let usual = if self.is_english(span) { ENGLISH_MODES[0] } else { MODES[0] };
        let by = |mode| sample.round(places, mode).unwrap_or_default().shown(28).text;
        self.tell(
            Diagnostic::new(Code::RoundingModeUnsaid, span)
                .arg("sample", sample.shown(28).text)
                .arg("half-up", by(RoundingMode::HalfAwayFromZero))
                .arg("half-even", by(RoundingMode::HalfEven))
                .arg("up", by(RoundingMode::Up))
                .arg("down", by(RoundingMode::Down))
                .choice(Span { start: after.end, ..after }, format!("{joint}{usual}")),
        );
    }

    fn default(
        &mut self,
        span: Span,
        value: &'a ast::Expr,
        default: &'a ast::Expr,
        scope: &Scope<'a>,
        expect: Option<OptionSetId>,
    ) -> Option<Expr> {
        let value = self.optional(value, scope);
        // An option by its bare name stands where the value is of its set.
        let set = value.as_ref().and_then(super::compare::option_set).or(expect);
        if value.is_none() && self.is_loose(default, scope) {
            return None;
        }
        let (value, mut default) = (value, self.expr(default, scope, set)?);
        let value = value?;
        if let (ExprKind::Number(zero), Some(dimension)) = (&default.kind, value.ty.dimension())
            && zero.is_zero()
            && dimension.has_variables()
            && let TypeKind::Number { dimension: own, .. } = &mut default.ty.kind
            && own.is_none()
        {
            // The unit of a 量 is not known here, so nothing else can stand for none of it.
            *own = dimension.clone();
        }
        let mut ty = self.joint_type(Code::BranchesDiffer, &value, &default)?;
        ty.optional = false;
        Some(self.make(span, ty, ExprKind::Default(Box::new(value), Box::new(default))))
    }

    /// 值(x)
    fn option_number(&mut self, span: Span, option: &'a ast::Expr, scope: &Scope<'a>) -> Option<Expr> {
        let option = self.expr(option, scope, None)?;
        let Some(set) = super::compare::option_set(&option).and_then(|id| self.set(id)) else {
            let diagnostic = Diagnostic::new(Code::OptionNeeded, option.span).arg("found", self.type_arg(&option.ty));
            self.tell(self.with_derivation(diagnostic, &option));
            return None;
        };
        if let Some(without) = set.options.iter().find(|o| !matches!(o.share, OptionShare::Number(_))) {
            let diagnostic = Diagnostic::new(Code::OptionWithoutNumber, without.span)
                .arg("set", set.name.as_str())
                .arg("name", without.name.as_str());
            let word = set.name.clone();
            self.tell_declaration(&word, diagnostic, option.span);
            return None;
        }
        let numbers = set.options.iter().filter_map(|o| match &o.share {
            OptionShare::Number(number) => Some(number),
            _ => None,
        });
        let whole = numbers.clone().all(Number::is_integer);
        let share = !whole && numbers.clone().all(|n| !n.is_negative() && *n <= Number::ONE);
        let ty = quantity(Dimension::none(), whole, share);
        Some(self.make(span, ty, ExprKind::OptionNumber(Box::new(option))))
    }
}

/// What rounding to so many places makes of two thirds.
fn round_sample(places: u32) -> String {
    let sample = Number::ratio(8981, 10000).unwrap_or_default();
    sample.round(places, RoundingMode::HalfAwayFromZero).unwrap_or_default().shown_percent(28).text
}
