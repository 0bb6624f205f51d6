"""The statements of the text in order: names get values, functions and classes of the text are followed."""

import ast
from typing import Any, NoReturn

from questions.layers.literals import NotationError
from questions.layers.reading.arithmetic import truth
from questions.layers.reading.assignments import Assigner
from questions.layers.reading.source import without_comma
from questions.layers.reading.unknowns import has_layers
from questions.layers.reading.values import (
    Container,
    Dotted,
    Made,
    Opaque,
    Scope,
    Tensor,
    UntraceableError,
    UserClass,
    UserFunction,
    is_plain,
)


class Returned:
    """What a function returned."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


CONTINUE, BREAK = Returned(None), Returned(None)
"""What ends a pass through a loop, or the loop, from inside a condition."""

_ADDERS = frozenset({"add", "append", "extend", "insert", "pop", "add_module"})


class Runner(Assigner):
    """Follows statements. At the top level what is not understood is passed over; in a function it is not."""

    def run(self, statements: list[ast.stmt], scope: Scope) -> Returned | None:
        """Carry out statements until one returns."""
        for statement in statements:
            self.spend(statement)
            returned = self._run(statement, scope)
            if returned is not None:
                return returned
        return None

    def _run(self, statement: ast.stmt, scope: Scope) -> Returned | None:
        match statement:
            case ast.Expr(value=ast.Constant()):
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="pop")) as expression):
                self.value(expression, scope)
            case ast.Expr(value=expression):
                self._kept("", self.value(expression, scope), scope)
            case ast.Assign(targets=targets, value=expression):
                value = self.value(without_comma(expression), scope)
                for target in targets:
                    self._assign(target, value, scope)
            case ast.AnnAssign(target=target, value=ast.expr() as expression):
                self._assign(target, self.value(expression, scope), scope)
            case ast.AugAssign(target=target, op=op, value=expression):
                shown = ast.copy_location(ast.BinOp(target, op, expression), statement)
                self._change(target, shown, self.value(expression, scope), scope)
            case ast.Return(value=expression):
                return Returned(None if expression is None else self.value(expression, scope))
            case ast.Continue():
                return CONTINUE
            case ast.Break():
                return BREAK
            case ast.If(test=test, body=body, orelse=other):
                known = truth(self.value(test, scope))
                if known is not None:
                    return self.run(body if known else other, scope)
                self._pass_over(statement, [*body, *other], scope)
            case ast.For(target=target, iter=source, body=body):
                return self._loop(statement, target, self.value(source, scope), body, scope)
            case ast.With(body=body):
                return self.run(body, scope)
            case ast.Try(body=body, handlers=handlers, orelse=other, finalbody=final):
                returned = self.run([*body, *other], scope)
                self._unsettle(statement, [each for handler in handlers for each in handler.body], scope)
                return self.run(final, scope) or returned
            case ast.While(test=test, body=body):
                return self._while(statement, test, body, scope)
            case ast.Match(subject=subject, cases=cases):
                return self._match(statement, self.value(subject, scope), cases, scope)
            case ast.Delete(targets=targets):
                for target in targets:
                    self._delete(target, scope)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                scope.names[name] = UserFunction(statement, scope, home=scope.home)
            case ast.ClassDef(name=name):
                scope.names[name] = self._class(statement, scope)
            case ast.Import(names=names):
                for alias in names:
                    words = alias.name.split(".")
                    told = alias.asname or words[0]
                    scope.names[told] = _imported(words if alias.asname else words[:1], told, statement)
            case ast.ImportFrom(module=module, names=names):
                for alias in names:
                    told = alias.asname or alias.name
                    scope.names[told] = _imported([*(module or "").split("."), alias.name], told, statement)
        return None

    def _loop(
        self, node: ast.For, target: ast.expr, source: Any, body: list[ast.stmt], scope: Scope
    ) -> Returned | None:
        items = self.iterated(source)
        if items is None:
            self._pass_over(node, body, scope)
            return None
        for item in items:
            self.bind(target, item, scope)
            returned = self.run(body, scope)
            if returned is BREAK:
                return None
            if returned is not None and returned is not CONTINUE:
                return returned
        return self.run(node.orelse, scope)

    def _pass_over(self, node: ast.stmt, body: list[ast.stmt], scope: Scope) -> None:
        """Leave out what depends on something unknown; what it would have set is then unknown too."""
        if scope is self.top:
            self._unsettle(node, body, scope)
            return
        self.charge(sum(1 for each in body for _ in ast.walk(each)))
        if any(map(_changes_more_than_names, body)):
            self._refuse_unknown(node)
        if any(isinstance(e, ast.Attribute) and e.attr == "requires_grad" for s in body for e in ast.walk(s)):
            self.say_once(f"The weights frozen at {self.line(node)} are counted as trainable.")
        for name in _set_names(body):
            known = scope.names.get(name)
            if isinstance(known, Tensor | Made | Container | list | dict):
                self._refuse_unknown(node)
            scope.names[name] = Opaque(node)

    def _unsettle(self, node: ast.stmt, body: list[ast.stmt], scope: Scope) -> None:
        """What statements would set that are perhaps carried out is not known afterwards."""
        if isinstance(node, ast.If) and ast.unparse(node.test).startswith("__name__"):
            return
        if any(isinstance(e, ast.Attribute) and e.attr == "requires_grad" for s in body for e in ast.walk(s)):
            self.say_once(f"The weights frozen at {self.line(node)} are counted as trainable.")
        for name in _set_names(body):
            known = scope.names.get(name)
            if not has_layers(known) and not isinstance(known, Tensor):
                scope.names[name] = Opaque(node)
            elif not any(_moves_only(each, name) for statement in body for each in ast.walk(statement)):
                self.say_once(f"Whether {name} is changed at {self.line(node)} is not known here.")
        for each in (part for statement in body for part in ast.walk(statement)):
            match each:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in _ADDERS:
                    if has_layers(scope.names.get(name)):
                        self._refuse_unknown(node)
                case ast.Attribute(value=ast.Name(id=name), attr=attr, ctx=ast.Store()):
                    if has_layers(scope.names.get(name)) and attr not in ("trainable", "requires_grad"):
                        self._refuse_unknown(node)

    def _while(self, node: ast.While, test: ast.expr, body: list[ast.stmt], scope: Scope) -> Returned | None:
        while (known := truth(self.value(test, scope))) is True:
            returned = self.run(body, scope)
            if returned is BREAK:
                return None
            if returned is not None and returned is not CONTINUE:
                return returned
        if known is None:
            self._pass_over(node, body, scope)
        return None

    def _match(self, node: ast.Match, value: Any, cases: list[ast.match_case], scope: Scope) -> Returned | None:
        for case in cases:
            fits = self._fits(case.pattern, value, scope) if case.guard is None else None
            if fits is None:
                self._pass_over(node, [each for other in cases for each in other.body], scope)
                return None
            if fits:
                return self.run(case.body, scope)
        return None

    def _fits(self, pattern: ast.pattern, value: Any, scope: Scope) -> bool | None:
        match pattern:
            case ast.MatchAs(pattern=None, name=None):
                return True
            case ast.MatchOr(patterns=patterns):
                fits = [self._fits(each, value, scope) for each in patterns]
                return None if None in fits else True in fits
            case ast.MatchValue(value=expression):
                wanted = self.value(expression, scope)
                return value == wanted if is_plain(value) and is_plain(wanted) else None
            case ast.MatchSingleton(value=wanted):
                return value is wanted if is_plain(value) else None
        return None

    def _refuse_unknown(self, node: ast.stmt) -> NoReturn:
        word = "loop" if isinstance(node, ast.For | ast.While) else "condition"
        raise UntraceableError(f"The {word} at {self.place(node)} depends on a value that is not known here.")

    def _class(self, node: ast.ClassDef, scope: Scope) -> UserClass:
        bases = [self.value(base, scope) for base in node.bases]
        made = UserClass(node, bases, scope)
        for base in bases:
            if isinstance(base, UserClass):
                made.fields = list(dict.fromkeys([*made.fields, *base.fields]))
                self.charge(len(made.fields))
        inner = Scope({}, scope, home=made)
        for statement in node.body:
            match statement:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    made.attributes[name] = UserFunction(statement, scope, home=made)
                case ast.AnnAssign(target=ast.Name(id=name), value=value):
                    made.fields.append(name)
                    if value is not None:
                        made.attributes[name] = inner.names[name] = self.value(value, inner)
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    made.attributes[name] = inner.names[name] = self.value(value, inner)
        return made

    def invoke(self, function: UserFunction, args: list[Any], keywords: dict[str, Any], node: ast.AST) -> Any:
        """The value a function of the text returns."""
        names: dict[str, Any] = {}
        owner = function.owner if isinstance(function.owner, Container) else None
        scope = Scope(names, function.scope, owner, function.home)
        self._bind_arguments(function, args, keywords, names, node)
        if self.depth >= 60:
            raise NotationError(f"The text is nested too deeply at {self.place(node)}.")
        self.depth += 6
        try:
            returned = self.run(function.node.body, scope)
        finally:
            self.depth -= 6
        return returned.value if returned else None

    def _bind_arguments(
        self, function: UserFunction, args: list[Any], keywords: dict[str, Any], names: dict[str, Any], node: ast.AST
    ) -> None:
        told = function.node.args
        positional = [*told.posonlyargs, *told.args]
        given = [function.owner, *args] if function.owner is not None else args
        for argument, value in zip(positional, given, strict=False):
            names[argument.arg] = value
        if told.vararg:
            names[told.vararg.arg] = tuple(given[len(positional) :])
        rest = dict(keywords)
        for argument in (*positional, *told.kwonlyargs):
            if argument.arg in rest:
                names[argument.arg] = rest.pop(argument.arg)
        if told.kwarg:
            names[told.kwarg.arg] = rest
        elif rest:
            word, of = next(iter(rest)), function.home.node.name if function.owner and function.home else ""
            raise UntraceableError(
                f"{of or function.node.name} takes no argument {word!r}, given at {self.place(node)}."
            )
        defaults = list(zip(reversed(positional), reversed(told.defaults), strict=False))
        defaults += [(a, d) for a, d in zip(told.kwonlyargs, told.kw_defaults, strict=True) if d is not None]
        for argument, default in defaults:
            if argument.arg not in names:
                names[argument.arg] = self.value(default, function.scope)
        for argument in (*positional, *told.kwonlyargs):
            if argument.arg not in names:
                # It is not known, which matters only if a layer depends on it.
                names[argument.arg] = Dotted((argument.arg,), argument.arg, _name(argument))


def _name(argument: ast.arg) -> ast.expr:
    return ast.copy_location(ast.Name(argument.arg, ast.Load()), argument)


def _imported(words: list[str], told: str, node: ast.stmt) -> Dotted:
    return Dotted(tuple(words), told, ast.Name(told, ast.Load(), lineno=node.lineno, col_offset=node.col_offset))


def _changes_more_than_names(statement: ast.stmt) -> bool:
    """Whether leaving a statement out could lose a layer, a step or a result, and not only a number."""
    for node in ast.walk(statement):
        match node:
            case ast.Attribute(attr="trainable" | "requires_grad"):
                pass
            case ast.Return() | ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                return True
            case ast.Call(func=ast.Attribute(attr="append" | "extend" | "insert" | "add" | "add_module")):
                return True
    return False


def _moves_only(node: ast.AST, name: str) -> bool:
    """Whether a name is given itself, on another device or wrapped."""
    match node:
        case ast.Assign(targets=[ast.Name(id=target)], value=ast.Call() as call) if target == name:
            words = ast.unparse(call.func).split(".")
            return words[0] == name or words[-1] in ("DataParallel", "DistributedDataParallel", "compile", "script")
    return False


def _set_names(body: list[ast.stmt]) -> set[str]:
    return {
        node.id
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
