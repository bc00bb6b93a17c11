#include "core/base/error.h"

namespace Plugboard {

using namespace Qt::StringLiterals;

QString Error::text() const
{
    return where.isEmpty() ? message : where + u": "_s + message;
}

QString stageName(Stage stage)
{
    switch (stage) {
    case Stage::Template:
        return u"template"_s;
    case Stage::Form:
        return u"form"_s;
    case Stage::Inputs:
        return u"inputs"_s;
    case Stage::Expression:
        return u"expression"_s;
    case Stage::Secrets:
        return u"secrets"_s;
    case Stage::Credentials:
        return u"credentials"_s;
    case Stage::Call:
        return u"call"_s;
    case Stage::Request:
        return u"request"_s;
    case Stage::Signature:
        return u"signature"_s;
    case Stage::Transport:
        return u"transport"_s;
    case Stage::Response:
        return u"response"_s;
    case Stage::Output:
        return u"output"_s;
    case Stage::Workspace:
        return u"workspace"_s;
    case Stage::Settings:
        return u"settings"_s;
    }
    return {};
}

} // namespace Plugboard
