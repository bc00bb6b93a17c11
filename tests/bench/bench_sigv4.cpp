#include "core/aws/sigv4/sha256.h"
#include "core/aws/sigv4/signer.h"

#include <benchmark/benchmark.h>

#include <string>

namespace Plugboard::Bench {

namespace {

/// An SNS Publish with a session token, its form padded to the size asked for.
Http::Request publish(qsizetype bodyBytes)
{
    Http::Request request;
    request.method = "POST";
    request.target.host = "sns.eu-central-1.amazonaws.com";
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    request.body = "Action=Publish&Version=2010-03-31"
                   "&TopicArn=arn%3Aaws%3Asns%3Aeu-central-1%3A123456789012%3Aorders&Message=";
    request.body.append(bodyBytes - request.body.size(), 'x');
    return request;
}

Aws::Credentials credentials()
{
    Aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = Sensitive(QByteArray(200, 't'));
    return keys;
}

const Aws::SigningScope scope {"eu-central-1", "sns"};
constexpr Clock::Moment moment {std::chrono::seconds(1'714'979'289)};

void sign(benchmark::State &state, qsizetype bodyBytes, bool cached)
{
    const Http::Request request = publish(bodyBytes);
    const Aws::Credentials keys = credentials();
    Aws::Signer signer;
    for (auto _ : state) {
        if (!cached)
            signer.clear();
        Result<Aws::Signed> result = signer.sign(request, keys, scope, moment);
        benchmark::DoNotOptimize(result);
    }
}

/// What no signer can save: hashing body and canonical request, one HMAC, and without a kept key the five of its derivation.
void hash(benchmark::State &state, qsizetype bodyBytes, bool cached)
{
    const Http::Request request = publish(bodyBytes);
    Aws::Signer signer;
    const Result<Aws::Signed> signedRequest = signer.sign(request, credentials(), scope, moment);
    const Aws::HmacKey key(credentials().secretAccessKey.reveal());
    for (auto _ : state) {
        benchmark::DoNotOptimize(Aws::sha256(request.body));
        benchmark::DoNotOptimize(Aws::sha256(signedRequest->canonicalRequest));
        for (int i = 0; !cached && i < 4; ++i)
            benchmark::DoNotOptimize(key.authenticate(scope.region));
        benchmark::DoNotOptimize(key.authenticate(signedRequest->stringToSign));
    }
}

const bool registered = [] {
    for (const qsizetype size : {400, 1'048'576}) {
        for (const bool cached : {true, false}) {
            const std::string rest = std::to_string(size) + (cached ? "/cached" : "/fresh");
            benchmark::RegisterBenchmark(("sigv4/" + rest).c_str(), sign, size, cached);
            benchmark::RegisterBenchmark(("sigv4/floor/" + rest).c_str(), hash, size, cached);
        }
    }
    return true;
}();

} // namespace

} // namespace Plugboard::Bench
