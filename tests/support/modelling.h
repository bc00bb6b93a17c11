#pragma once

#include "models/backend.h"
#include "tests/support/invoking.h"

#include <QThreadPool>

namespace Plugboard::Tests {

/// What models get, made of doubles. The sandbox cannot be started in it.
class BackendRig final
{
public:
    ~BackendRig() { QThreadPool::globalInstance()->waitForDone(); }

    InvocationRig rig;
    Models::Backend backend {
        rig.services(), rig.forms,
        [] {
            return Result<Invocation::Identity>(
                Error {Stage::Settings, ErrorCode::Unavailable, QStringLiteral("no sandbox in this test"), {}});
        },
        QStringLiteral("sandbox"),
        [](std::stop_token stop) {
            // Once for all tests of a program.
            static const Aws::OperationIndexPtr index
                = Aws::OperationIndex::build(Aws::ModelLibrary(Aws::ModelLibrary::defaultFolders()));
            return stop.stop_requested() ? nullptr : index;
        }};
};

} // namespace Plugboard::Tests
