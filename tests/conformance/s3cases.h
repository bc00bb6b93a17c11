#pragma once

#include "core/value/value.h"

#include <memory>

#include <QString>

namespace Plugboard::Conformance {

/// Requests and links of operations as the product makes them: from the input by model, endpoint, protocol, checksums, signature.
class S3Cases final
{
public:
    S3Cases();
    ~S3Cases();

    struct Finding
    {
        QString failure {}; ///< What differs from what is expected; empty: nothing
        QString skipped {}; ///< Why the case cannot be judged with the models of this computer
    };
    Finding judge(const Value &test);

private:
    class Maker;

    std::unique_ptr<Maker> m_maker;
};

} // namespace Plugboard::Conformance
