#include "core/aws/sigv4/presign.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

Result<PresignedUrl> presignedUrl(Signer &signer, Http::Request request, const Credentials &credentials,
                                  const SigningScope &scope, Clock::Moment moment, std::chrono::seconds expires,
                                  const SigningOptions &options)
{
    if (credentials.expires && *credentials.expires <= moment)
        return Error {Stage::Credentials,
                      ErrorCode::Invalid,
                      u"the credentials (%1) have ended, and with them every link that they sign; get new ones"_s.arg(
                          credentials.source),
                      {}};
    Result<Signed> result = signer.presign(std::move(request), credentials, scope, moment, expires, options);
    if (!result)
        return result.error();
    PresignedUrl link;
    link.url = result->request.target.url();
    link.method = result->request.method;
    link.ends = std::chrono::floor<std::chrono::seconds>(moment) + expires;
    link.endsWithCredentials = credentials.expires && *credentials.expires < link.ends;
    if (link.endsWithCredentials)
        link.ends = *credentials.expires;
    for (const Http::Headers::Line &line : result->request.headers.lines()) {
        const QByteArray name = line.first.toLower();
        if (name != "host" && result->signedHeaders.contains(name))
            link.headers.add(line.first, line.second);
    }
    link.signature = *std::move(result);
    return link;
}

} // namespace Plugboard::Aws
