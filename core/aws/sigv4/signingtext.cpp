#include "core/aws/sigv4/signingtext_p.h"

#include "core/aws/sigv4/textwriter_p.h"

namespace Plugboard::Aws {

QByteArray signingTime(Clock::Moment moment)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(moment);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(second - day);
    QByteArray text("00000000T000000Z");
    const auto put = [&text](int at, int digits, unsigned number) {
        for (int i = at + digits - 1; i >= at; --i, number /= 10)
            text[i] = char('0' + number % 10);
    };
    put(0, 4, unsigned(int(date.year())));
    put(4, 2, unsigned(date.month()));
    put(6, 2, unsigned(date.day()));
    put(9, 2, unsigned(time.hours().count()));
    put(11, 2, unsigned(time.minutes().count()));
    put(13, 2, unsigned(time.seconds().count()));
    return text;
}

QByteArray hexText(const Digest &digest)
{
    const std::array<char, 64> hex = hexOf(digest);
    return QByteArray(hex.data(), qsizetype(hex.size()));
}

QByteArray credentialScope(const QByteArray &time, const SigningScope &scope)
{
    TextWriter text(32 + scope.region.size() + scope.service.size());
    text << QByteArrayView(time).first(8) << '/' << scope.region;
    text << '/' << scope.service << "/aws4_request";
    return text.take();
}

QByteArray signatureOf(const HmacKey &key, const QByteArray &text)
{
    return hexText(key.authenticate(text));
}

} // namespace Plugboard::Aws
