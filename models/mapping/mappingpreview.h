#pragma once

#include "core/output/outputmapping.h"
#include "models/backend.h"
#include "models/latesttask.h"
#include "models/mapping/mappingsight.h"
#include "models/request/openrequest.h"

#include <QPointer>

namespace Plugboard::Models {

/// What a request's output mapping makes of its last answer, anew after each change while it is typed.
class MappingPreview final : public QObject
{
    Q_OBJECT

public:
    explicit MappingPreview(const Backend &backend, QObject *parent = nullptr);

    /// Null shows nothing. Not owned.
    void setRequest(OpenRequest *request);
    /// Stands in for the answer before the first run: a connector's recorded one. Null: none.
    void setSample(const Value &response);

    /// False: there is no answer to map.
    bool hasAnswer() const { return m_hasAnswer; }
    bool isSample() const { return m_isSample; }
    /// Without an answer only notes about the grammar.
    const Output::Mapped &mapped() const { return m_mapped; }
    /// What an expression sees now.
    Assistant::SightOf sight(MappingExpression which) const;

signals:
    void changed();

private:
    std::shared_ptr<const Invocation::Run> run() const;
    void update();

    const Backend &m_backend;
    QPointer<OpenRequest> m_request;
    Value m_sample;
    Output::Mapped m_mapped;
    bool m_hasAnswer = false;
    bool m_isSample = false;
    LatestTask m_task;
};

} // namespace Plugboard::Models
