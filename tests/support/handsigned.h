#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QList>
#include <QMessageAuthenticationCode>
#include <QTcpSocket>

#include <utility>

namespace Plugboard::Tests {

/// A request that is signed by hand, rightly or wrongly: every part of Signature Version 4 is a field that a test can spoil,
/// and the canonical path and query are written out by the test. Sent as it is, over a socket.
struct HandSigned
{
    QByteArray method = "POST";
    QByteArray path = "/";
    QByteArray canonicalPath = "/";
    QByteArray query;
    QByteArray canonicalQuery;
    QByteArray body = "Action=ListTopics&Version=2010-03-31";
    QList<std::pair<QByteArray, QByteArray>> headers; ///< Sent beside Host, X-Amz-Date and Authorization
    QByteArray canonicalHeaders; ///< With Host and X-Amz-Date; "name:value\n" each
    QByteArray signedHeaders;
    QByteArray dateHeader = "X-Amz-Date";
    QByteArray moment; ///< In the string to sign
    QByteArray sentMoment; ///< In the header
    QByteArray date;
    QByteArray keyId;
    QByteArray secret;
    QByteArray region = "us-east-1";
    QByteArray service = "sns";
    QByteArray terminator = "aws4_request";
    quint16 port = 0;

    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(port); }
    QByteArray scope() const { return date + '/' + region + '/' + service + '/' + terminator; }

    QByteArray canonicalRequest() const
    {
        return method + '\n' + canonicalPath + '\n' + canonicalQuery + '\n' + canonicalHeaders + '\n' + signedHeaders
            + '\n' + hash(body);
    }

    QByteArray signature() const
    {
        const QByteArray toSign = "AWS4-HMAC-SHA256\n" + moment + '\n' + scope() + '\n' + hash(canonicalRequest());
        QByteArray key = "AWS4" + secret;
        for (const QByteArray &part : {date, region, service, terminator})
            key = keyed(key, part);
        return keyed(key, toSign).toHex();
    }

    QByteArray authorization() const
    {
        return "AWS4-HMAC-SHA256 Credential=" + keyId + '/' + scope() + ", SignedHeaders=" + signedHeaders
            + ", Signature=" + signature();
    }

    /// The whole answer, head and body. An empty Authorization is not sent.
    QByteArray send(const QByteArray &authorizationHeader) const
    {
        QByteArray request = method + ' ' + path + (query.isEmpty() ? "" : "?" + query) + " HTTP/1.1\r\nHost: " + host()
            + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        if (!sentMoment.isEmpty())
            request += dateHeader + ": " + sentMoment + "\r\n";
        for (const auto &[name, value] : headers)
            request += name + ": " + value + "\r\n";
        if (!authorizationHeader.isEmpty())
            request += "Authorization: " + authorizationHeader + "\r\n";
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket.waitForConnected(5000))
            return "no connection";
        socket.write(request + "\r\n" + body);
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }
    QByteArray send() const { return send(authorization()); }

private:
    static QByteArray hash(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    }
    static QByteArray keyed(const QByteArray &key, const QByteArray &bytes)
    {
        return QMessageAuthenticationCode::hash(bytes, key, QCryptographicHash::Sha256);
    }
};

} // namespace Plugboard::Tests
