//! Dimensions and units.

use rubric_lang::number::Number;
use rubric_lang::unit::{AliasError, Base, Dimension, Exists, ExponentOverflow, UnitTable};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

#[test]
fn products_and_quotients_of_dimensions_cancel() {
    let (money, day) = (Dimension::base(Base::MONEY), Dimension::base(Base::DAY));
    let rate = money.div(&day).unwrap();
    assert_eq!(rate.bases(), [(Base::MONEY, 1), (Base::DAY, -1)]);
    assert_eq!(rate.mul(&day).unwrap(), money);
    assert!(rate.div(&rate).unwrap().is_none());
    assert_eq!(rate.pow(-1).unwrap(), day.div(&money).unwrap());
    assert_eq!(rate.pow(0).unwrap(), Dimension::none());
    // Three bases take another representation; equality and hash do not see it.
    let three = rate.mul(&Dimension::base(Base(16))).unwrap();
    assert_eq!(three.bases().len(), 3);
    assert_eq!(three.div(&Dimension::base(Base(16))).unwrap(), rate);
}

#[test]
fn exponents_are_limited() {
    let money = Dimension::base(Base::MONEY);
    assert!(money.pow(8).is_ok() && money.pow(-8).is_ok());
    for exponent in [9, -9, 300, i32::MAX, i32::MIN] {
        assert_eq!(money.pow(exponent), Err(ExponentOverflow));
    }
    assert_eq!(money.pow(8).unwrap().mul(&money), Err(ExponentOverflow));
}

#[test]
fn a_variable_is_replaced_with_its_exponent() {
    let x = Base::variable(3);
    assert!(x.is_variable() && !Base::MONEY.is_variable() && x != Base::variable(4));
    let per_square = Dimension::base(Base::MONEY).div(&Dimension::base(x).pow(2).unwrap()).unwrap();
    assert!(per_square.has_variables());
    let known = per_square.substitute(x, &Dimension::base(Base::DAY)).unwrap();
    assert_eq!(known.bases(), [(Base::MONEY, 1), (Base::DAY, -2)]);
    assert!(!known.has_variables());
    let of_itself = per_square.substitute(x, &Dimension::base(x).pow(2).unwrap()).unwrap();
    assert_eq!(of_itself.bases(), [(Base::MONEY, 1), (x, -4)]);
    assert_eq!(known.substitute(x, &Dimension::base(Base::DAY)).unwrap(), known);
}

#[test]
fn built_in_units_have_their_factors_in_both_languages() {
    let table = UnitTable::new();
    for (name, base, factor) in [
        ("分", Some(Base::POINTS), "1"),
        ("points", Some(Base::POINTS), "1"),
        ("万元", Some(Base::MONEY), "10000"),
        ("亿元", Some(Base::MONEY), "100000000"),
        ("周", Some(Base::DAY), "7"),
        ("week", Some(Base::DAY), "7"),
        ("年", Some(Base::MONTH), "12"),
        ("个工作日", Some(Base::WORKDAY), "1"),
        ("个", None, "1"),
        ("个百分点", None, "0.01"),
        ("pp", None, "0.01"),
    ] {
        let unit = table.lookup(name).unwrap();
        assert_eq!(unit.dimension, base.map_or(Dimension::none(), Dimension::base), "{name}");
        assert_eq!(unit.factor, number(factor), "{name}");
        assert!(table.is_built_in(name));
    }
    assert!(table.lookup("天").is_none() && table.lookup("月").is_none());
}

#[test]
fn declared_units_convert_through_their_base() {
    let mut table = UnitTable::new();
    let visits = table.declare_base("人次").unwrap();
    assert_eq!(table.declare_base("人次"), Err(Exists));
    assert_eq!(table.declare_base("元"), Err(Exists));
    table.declare_alias("万人次", &number("10000"), "人次").unwrap();
    table.declare_alias("百万人次", &number("100"), "万人次").unwrap();
    assert_eq!(table.lookup("百万人次").unwrap().factor, number("1000000"));
    assert_eq!(table.lookup("百万人次").unwrap().dimension, Dimension::base(visits));
    assert_eq!(table.declare_alias("万人次", &number("1"), "人次"), Err(AliasError::Exists));
    assert_eq!(table.declare_alias("千人次", &number("1000"), "人此"), Err(AliasError::Unknown));
    assert_eq!(table.declare_alias("千人次", &number("0"), "人次"), Err(AliasError::NotPositive));
    assert_eq!(table.names().last(), Some("百万人次"));
}

#[test]
fn dimensions_are_named_in_base_units() {
    let mut table = UnitTable::new();
    let area = Dimension::base(table.declare_base("平方米").unwrap());
    let person = Dimension::base(table.declare_base("人").unwrap());
    let day = Dimension::base(Base::DAY);
    let names = [
        (area.div(&person).unwrap(), "平方米/人"),
        (person.mul(&area).unwrap(), "平方米·人"),
        (day.pow(-2).unwrap(), "1/日²"),
        (Dimension::base(Base::MONEY).div(&day.mul(&person).unwrap()).unwrap(), "元/(日·人)"),
        (Dimension::none(), ""),
        (Dimension::base(Base::variable(0)), "?"),
    ];
    for (dimension, name) in names {
        assert_eq!(table.dimension_name(&dimension), name);
    }
}

#[test]
fn units_of_the_facts_stay_with_their_facts() {
    let mut declared = UnitTable::new();
    let person = declared.declare_base("人").unwrap();
    let (mut one, mut two) = (declared.clone(), declared.clone());
    let sheep = one.declare_dynamic("只");
    assert_eq!(one.declare_dynamic("只"), sheep);
    assert_ne!(one.declare_dynamic("头"), sheep);
    assert_eq!(one.declare_dynamic("人"), person);
    assert_eq!(one.base_name(sheep), "只");
    assert_eq!(two.base_name(sheep), "");
    assert!(declared.lookup("只").is_none() && two.lookup("只").is_none());
    two.declare_dynamic("台");
    assert_eq!(two.lookup("台").unwrap().factor, Number::ONE);
}
