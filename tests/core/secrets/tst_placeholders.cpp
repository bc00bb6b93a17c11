#include "core/secrets/placeholders.h"
#include "core/secrets/stores.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Secrets;
using namespace Qt::StringLiterals;

namespace {

Value text(const char *utf8)
{
    return Value::utf8(utf8);
}

/// A keychain that is locked.
class LockedStore final : public SecretStore
{
public:
    Result<Sensitive> read(const SecretName &, std::stop_token) override { return locked(); }
    Result<Done> write(const SecretName &, const Sensitive &, std::stop_token) override { return locked(); }
    Result<Done> remove(const SecretName &, std::stop_token) override { return locked(); }
    Result<QStringList> names(const QString &, std::stop_token) override { return locked(); }
    StoreState state(std::stop_token) override { return StoreState::Locked; }
    bool isWritable() const override { return true; }
    QString description() const override { return u"locked"_s; }

private:
    static Error locked() { return {Stage::Secrets, ErrorCode::Locked, u"the keychain is locked; unlock it"_s, {}}; }
};

} // namespace

class tst_Placeholders : public QObject
{
    Q_OBJECT

    MemorySecretStore m_store;

private slots:
    void initTestCase()
    {
        const auto store = [&](const char *name, const QByteArray &value) {
            QVERIFY(m_store.write({u"dev"_s, QString::fromUtf8(name)}, Sensitive(value)));
        };
        store("KEY", "key value");
        store("aws.secret-key", "dotted value");
        store("nested", "{{secrets.KEY}} secrets.KEY");
        store("quote", "a\"b\\c\nd");
        store("binary", "\xFF\xFE");
        store("empty", "");
        store("name with:colon", "never reached");
        store("ключ", "unicode value");
        QVERIFY(m_store.write({u"prod"_s, u"KEY"_s}, Sensitive("production value")));
    }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found"); // "{name" for braces, "name" for bare
        const auto row = [](const char *name, const char *in, const QStringList &out) {
            QTest::newRow(name) << QString::fromUtf8(in) << out;
        };
        row("braces", "{{secrets.KEY}}", {u"{KEY"_s});
        row("blanks inside", "{{ secrets.KEY\t}}", {u"{KEY"_s});
        row("inside a text", "Bearer {{secrets.KEY}}!", {u"{KEY"_s});
        row("two", "{{secrets.A}}:{{secrets.B}}", {u"{A"_s, u"{B"_s});
        row("any name without blanks", "{{secrets.a:b/ключ#1}}", {u"{a:b/ключ#1"_s});
        row("dotted", "{{secrets.aws.secret-key}}", {u"{aws.secret-key"_s});
        row("name with blank", "{{secrets.a b}}", {u"a"_s});
        row("no name", "{{secrets.}} {{secrets. KEY}}", {});
        row("not closed", "{{secrets.KEY}", {u"KEY"_s});
        row("other braces", "{{variables.KEY}} {secrets.KEY}", {u"KEY"_s});
        row("three braces", "{{{secrets.KEY}}}", {u"{KEY"_s});
        row("bare", "secrets.KEY", {u"KEY"_s});
        row("bare in a text", "see secrets.txt.", {u"txt"_s});
        row("bare with inner marks", "x=secrets.a.b_c-d/e,", {u"a.b_c-d/e"_s});
        row("bare name does not end in a mark", "secrets.KEY-; secrets.KEY/ secrets.KEY_",
            {u"KEY"_s, u"KEY"_s, u"KEY"_s});
        row("bare name does not begin with one", "secrets..KEY secrets._KEY secrets.-", {});
        row("longer word", "mysecrets.KEY my.secrets.KEY", {});
        row("capitals", "Secrets.KEY SECRETS.KEY", {});
        row("engine's form", "camunda.secrets.KEY", {u"KEY"_s});
        row("nothing", "", {});
        row("emoji before", "😀{{secrets.KEY}}", {u"{KEY"_s});
    }
    void finds()
    {
        QFETCH(QString, text);
        QStringList found;
        for (const Reference &reference : references(text)) {
            found.append((reference.form == Reference::Form::Braces ? u"{"_s : QString()) + reference.name);
            QVERIFY(text.sliced(reference.from, reference.length).contains(reference.name));
        }
        QTEST(found, "found");
    }

    void putsIn_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after);
        };
        row("alone", "{{secrets.KEY}}", "key value");
        row("in a text", "Bearer {{ secrets.KEY }}, {{secrets.aws.secret-key}}.", "Bearer key value, dotted value.");
        row("bare alone", "secrets.KEY", "key value");
        row("bare in a text", "Bearer secrets.KEY!", "Bearer key value!");
        row("engine's form", "camunda.secrets.KEY", "key value");
        row("unknown bare in a text stays", "see secrets.txt and secrets.KEY", "see secrets.txt and key value");
        row("is not expanded again", "{{secrets.nested}}", "{{secrets.KEY}} secrets.KEY");
        row("quotes and line breaks", "{{secrets.quote}}", "a\"b\\c\nd");
        row("empty value", "[{{secrets.empty}}]", "[]");
        row("unicode name", "é{{secrets.ключ}}😀", "éunicode value😀");
        row("no reference", "plain {{x}}", "plain {{x}}");
    }
    void putsIn()
    {
        QFETCH(QByteArray, before);
        const auto resolved = resolve(Value::utf8(before), m_store, u"dev"_s);
        QVERIFY2(resolved, resolved ? "" : qPrintable(resolved.error().text()));
        QTEST(resolved->value.utf8().toByteArray(), "after");
    }

    void atAnyDepthAndInKeys()
    {
        const Value before
            = ContextBuilder()
                  .set("list",
                       Value::list(Value::Items {text("x"),
                                                 ContextBuilder().set("{{secrets.KEY}}", text("secrets.KEY")).build()}))
                  .set("number", Value::number(7))
                  .set("null", Value::null())
                  .build();
        const auto resolved = resolve(before, m_store, u"dev"_s);
        QVERIFY(resolved);
        const Value after = ContextBuilder()
                                .set("list",
                                     Value::list(Value::Items {
                                         text("x"), ContextBuilder().set("key value", text("key value")).build()}))
                                .set("number", Value::number(7))
                                .set("null", Value::null())
                                .build();
        QCOMPARE(resolved->value, after);
        QCOMPARE(referencedNames(before), QSet<QString>({u"KEY"_s}));
        QCOMPARE(
            resolved->masking.masked(resolved->value),
            Value(ContextBuilder()
                      .set("list",
                           Value::list(Value::Items {
                               text("x"), ContextBuilder().set("{{secrets.KEY}}", text("{{secrets.KEY}}")).build()}))
                      .set("number", Value::number(7))
                      .set("null", Value::null())
                      .build()));
    }

    void namespacesAreSeparate()
    {
        QCOMPARE(resolve(text("{{secrets.KEY}}"), m_store, u"prod"_s)->value.utf8().toByteArray(),
                 QByteArray("production value"));
        QCOMPARE(resolve(text("{{secrets.KEY}}"), m_store, u"other"_s).error().code, ErrorCode::NotFound);
    }

    void whatMustResolveFails_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("braces") << QByteArray("Bearer {{secrets.GONE}}");
        QTest::newRow("bare alone") << QByteArray("secrets.GONE");
        QTest::newRow("bare alone with blanks") << QByteArray(" secrets.GONE ");
        QTest::newRow("engine's form alone") << QByteArray("camunda.secrets.GONE");
    }
    void whatMustResolveFails()
    {
        QFETCH(QByteArray, input);
        const Value value
            = ContextBuilder().set("authentication", ContextBuilder().set("key", Value::utf8(input)).build()).build();
        const auto resolved = resolve(value, m_store, u"dev"_s);
        QVERIFY(!resolved);
        QCOMPARE(resolved.error().code, ErrorCode::NotFound);
        QVERIFY(resolved.error().message.contains(u"GONE"_s));
        QCOMPARE(resolved.error().where, u"authentication.key"_s);
    }

    void lockedIsNeverMissing()
    {
        LockedStore store;
        for (const char *input : {"{{secrets.KEY}}", "secrets.KEY", "see secrets.txt"}) {
            const auto resolved = resolve(text(input), store, u"dev"_s);
            QVERIFY(!resolved);
            QCOMPARE(resolved.error().code, ErrorCode::Locked);
        }
        QVERIFY(resolve(text("no reference"), store, u"dev"_s));
    }

    void unknownBareFormsWarnOnce()
    {
        const auto resolved = resolve(text("secrets.txt, secrets.txt, secrets.md"), m_store, u"dev"_s);
        QVERIFY(resolved);
        QCOMPARE(resolved->warnings.size(), 2);
        QVERIFY(resolved->warnings.first().contains(u"secrets.txt"_s));
        QVERIFY(resolved->masking.isEmpty());
    }

    void bytesThatAreNoTextAreRefused()
    {
        const auto resolved = resolve(text("{{secrets.binary}}"), m_store, u"dev"_s);
        QVERIFY(!resolved);
        QCOMPARE(resolved.error().code, ErrorCode::Invalid);
    }

    void valuesWithoutReferencesAreNotCopied()
    {
        const Value large = Value::list(Value::Items(100'000, text("a longer text than fits in place")));
        const auto resolved = resolve(large, m_store, u"dev"_s);
        QVERIFY(resolved);
        QCOMPARE(resolved->value.items(), large.items());
    }
};

PLUGBOARD_TEST(tst_Placeholders)
#include "tst_placeholders.moc"
