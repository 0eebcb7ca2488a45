//! What an expression is, as far as printing it goes.

use crate::model::{Expr, ExprKind};

/// Whether `expr` is a name or a constant: it has no parts that a value could be put into.
pub fn is_leaf(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::YesNo(_)
            | ExprKind::Option(_)
            | ExprKind::Fact(_)
            | ExprKind::Let(_)
            | ExprKind::Param(_)
            | ExprKind::Field { .. }
            | ExprKind::Full
    )
}

/// Whether `expr` is written out in the rubric and reads nothing.
pub fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Date(_) | ExprKind::YesNo(_) | ExprKind::Option(_) | ExprKind::Full => true,
        ExprKind::Negate(e) => is_constant(e),
        ExprKind::Arith(_, a, b) => is_constant(a) && is_constant(b),
        _ => false,
    }
}
