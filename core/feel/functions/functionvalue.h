#pragma once

#include "core/feel/ast.h"
#include "core/feel/functions/builtin.h"
#include "core/feel/scope.h"
#include "core/value/value.h"

#include <memory>
#include <span>
#include <vector>

namespace Plugboard::Feel {

struct Program;
class Node;

/// What is fixed about a function of an expression when it is compiled.
struct FunctionCode
{
    std::vector<QByteArray> names; ///< Of parameters; parameter i lives in slot i
    std::vector<TypeName> types;
    struct Capture
    {
        int outer;
        int inner;
    };
    std::vector<Capture> captures;
    int self = -1; ///< Slot in which the body finds the function itself
    int slotCount = 0;
    const Node *body = nullptr;
};

/// A function value made by `function(…) …`: code of a program and the variables it closed over.
class UserFunction final : public FunctionBody
{
public:
    std::shared_ptr<const Program> program;
    const FunctionCode *code = nullptr;
    std::vector<Value> captured;
    Scope scope;
};

/// A built-in function as a value, `sort(list, before)`.
class BuiltinFunction final : public FunctionBody
{
public:
    QByteArray name;
    std::span<const Builtin *const> overloads;
};

/// Null if the value is no such function.
const UserFunction *userFunction(const Value &value);
const BuiltinFunction *builtinFunction(const Value &value);

/// "function(a, b)".
QByteArray signatureOf(const Value &function);
/// The type's name as it is written: "list<number>".
QByteArray textOfType(const TypeName &type);

} // namespace Plugboard::Feel
