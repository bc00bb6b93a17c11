#include "tests/support/certificates.h"

#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace Plugboard::Tests {

namespace {

template <auto release>
struct Release
{
    template <typename T>
    void operator()(T *handle) const
    {
        release(handle);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Memory = std::unique_ptr<BIO, Release<BIO_free_all>>;

QByteArray contents(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return QByteArray(data, size);
}

QByteArray pem(EVP_PKEY *key)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return contents(memory.get());
}

QByteArray pem(X509 *certificate)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(memory.get(), certificate);
    return contents(memory.get());
}

Key keyFromPem(const QByteArray &text)
{
    const Memory memory(BIO_new_mem_buf(text.constData(), int(text.size())));
    return Key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr));
}

void extend(X509 *certificate, int kind, const QByteArray &value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void setName(X509_NAME *name, const QByteArray &text)
{
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(text.constData()), int(text.size()), -1, 0);
}

} // namespace

ServerIdentity makeIdentity(const CertificateWish &wish)
{
    static std::atomic<long> serial {1};
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.validFromDays * 86'400L);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.validToDays * 86'400L);
    X509_set_pubkey(certificate.get(), key.get());
    setName(X509_get_subject_name(certificate.get()), wish.name);
    setName(X509_get_issuer_name(certificate.get()),
            wish.issuer ? wish.issuer->chain.first().subjectInfo(QSslCertificate::CommonName).first().toUtf8()
                        : wish.name);
    extend(certificate.get(), NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "CA:FALSE");
    const bool address = !QHostAddress(QString::fromUtf8(wish.name)).isNull();
    if (!wish.authority)
        extend(certificate.get(), NID_subject_alt_name, (address ? "IP:" : "DNS:") + wish.name);
    const Key issuerKey = wish.issuer ? keyFromPem(wish.issuer->key.toPem()) : nullptr;
    X509_sign(certificate.get(), issuerKey ? issuerKey.get() : key.get(), EVP_sha256());

    ServerIdentity identity;
    identity.key = QSslKey(pem(key.get()), QSsl::Ec);
    identity.chain.append(QSslCertificate(pem(certificate.get())));
    if (wish.issuer)
        identity.chain += wish.issuer->chain;
    return identity;
}

} // namespace Plugboard::Tests
