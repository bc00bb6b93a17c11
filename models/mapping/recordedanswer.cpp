#include "models/mapping/recordedanswer.h"

#include "core/value/json.h"
#include "core/workspace/savedfile.h"

#include <QDir>
#include <QFileInfo>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

Value recordedAnswer(const QString &templateFile)
{
    const QDir samples(QFileInfo(templateFile).dir().filePath(u"samples"_s));
    for (const QString &file : samples.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const Value sample = Workspace::readFile(samples.filePath(file))
                                 .andThen([](const QByteArray &bytes) { return Json::read(bytes); })
                                 .valueOr(Value());
        if (const Value response = sample["response"]; !response.isNull())
            return response;
    }
    return {};
}

} // namespace Plugboard::Models
