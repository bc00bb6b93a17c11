#include "core/form/parts.h"
#include "tests/support/test_main.h"
#include "tests/support/toolshed.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

QStringList idsOf(const QList<Field> &fields)
{
    QStringList ids;
    for (const Field &field : fields)
        ids.append(field.id);
    return ids;
}

QStringList texts(const QList<Finding> &findings)
{
    QStringList all;
    for (const Finding &finding : findings)
        all.append(finding.field + u": "_s + finding.message);
    return all;
}

} // namespace

class tst_Parts : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_state = toolState(); }

    void structuresHaveTheirMembersRequiredFirst()
    {
        QCOMPARE(idsOf(partsOf(m_state, field(u"Owner"_s))),
                 QStringList({u"Owner.Login"_s, u"Owner.Password"_s, u"Owner.Address"_s}));
        const QList<Field> parts = partsOf(m_state, field(u"Owner"_s));
        QVERIFY(parts[0].required);
        QVERIFY(parts[1].secret);
        QCOMPARE(nestingOf(parts[2]), Nesting::Structure);
        QCOMPARE(parts[2].label, u"Address"_s);
    }

    void partsAreTyped()
    {
        m_state.setText(u"Owner.Login"_s, u"ada"_s);
        m_state.setText(u"Owner.Address.Street"_s, u"Elm 1"_s);
        QCOMPARE(m_state.text(u"Owner.Address.Street"_s), u"Elm 1"_s);
        QVERIFY(m_state.isTyped(u"Owner.Address"_s));
        QVERIFY(m_state.text(u"Owner"_s).contains(u"\"Street\": \"Elm 1\""_s));
        m_state.setText(u"Owner"_s, u"{\"Login\":\"bob\"}"_s);
        QCOMPARE(m_state.text(u"Owner.Login"_s), u"bob"_s);
        QVERIFY(!m_state.isTyped(u"Owner.Address.Street"_s));
    }

    /// With an empty structure left behind, its required members would be missed.
    void anEmptiedMemberTakesItsEmptyStructuresAlong()
    {
        m_state.setText(u"Rule.Not.Not.Name"_s, u"x"_s);
        m_state.setText(u"Rule.Not.Not.Name"_s, {});
        QVERIFY(!m_state.isTyped(u"Rule"_s));
        QCOMPARE(m_state.text(u"Rule"_s), QString());
    }

    void itemsStayWhenTheyAreEmptied()
    {
        m_state.setText(u"Owners[0].Login"_s, u"a"_s);
        m_state.setText(u"Owners[1].Login"_s, u"b"_s);
        m_state.setText(u"Owners[0].Login"_s, {});
        QCOMPARE(m_state.value(u"Owners"_s).size(), 2);
        QCOMPARE(m_state.text(u"Owners[1].Login"_s), u"b"_s);
        m_state.reset(u"Owners[0]"_s);
        QCOMPARE(m_state.text(u"Owners[0].Login"_s), u"b"_s);
    }

    void numbersAndTruthsKeepTheirType()
    {
        m_state.setText(u"Rule.Count"_s, u"3"_s);
        QVERIFY(m_state.value(u"Rule.Count"_s).isNumber());
        m_state.setText(u"Rule.Count"_s, u"three"_s);
        QCOMPARE(m_state.text(u"Rule.Count"_s), u"three"_s);
        m_state.setText(u"Rule.Count"_s, u"= 1 + 2"_s);
        QCOMPARE(m_state.text(u"Rule.Count"_s), u"= 1 + 2"_s);
        m_state.setText(u"Rule.Name"_s, u"007"_s);
        QVERIFY(m_state.value(u"Rule.Name"_s).isString());
    }

    void recursiveShapesAreMadeOnDemand()
    {
        QString id = u"Rule"_s;
        for (int depth = 0; depth < 20; ++depth) {
            const std::optional<Field> rule = m_state.fieldAt(id);
            QVERIFY(rule);
            QCOMPARE(partsOf(m_state, *rule).size(), 4);
            id += u".Not"_s;
        }
        m_state.setText(id + u".Name"_s, u"deep"_s);
        QCOMPARE(m_state.text(id + u".Name"_s), u"deep"_s);
    }

    void listsAreChanged()
    {
        const Field names = field(u"Names"_s);
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
            m_state.setText(names.id, *withAddedItem(m_state, names));
            m_state.setText(u"Names[%1]"_s.arg(m_state.value(names.id).size() - 1), name);
        }
        m_state.setText(names.id, *withMovedPart(m_state, names, 2, -1));
        QCOMPARE(m_state.text(u"Names[1]"_s), u"c"_s);
        m_state.setText(names.id, *withoutPart(m_state, names, 0));
        QCOMPARE(idsOf(partsOf(m_state, names)), QStringList({u"Names[0]"_s, u"Names[1]"_s}));
        QCOMPARE(m_state.text(u"Names[0]"_s), u"c"_s);
        QVERIFY(!withMovedPart(m_state, names, 1, 1));
        QVERIFY(!withoutPart(m_state, names, 2));
    }

    void mapsAreChanged()
    {
        const Field map = field(u"Attributes"_s);
        m_state.setText(map.id, *withAddedEntry(m_state, map, u"colour"_s));
        m_state.setText(map.id, *withAddedEntry(m_state, map, u"my size.x"_s));
        QVERIFY(!withAddedEntry(m_state, map, u"colour"_s));
        const QList<Field> entries = partsOf(m_state, map);
        QCOMPARE(entries.value(1).label, u"my size.x"_s);
        m_state.setText(entries.value(1).id + u".DataType"_s, u"Number"_s);
        QCOMPARE(m_state.value(map.id)["my size.x"]["DataType"].string(), u"Number"_s);
        m_state.setText(map.id, *withRenamedKey(m_state, map, 1, u"size"_s));
        QCOMPARE(m_state.text(u"Attributes.size.DataType"_s), u"Number"_s);
        QVERIFY(!withRenamedKey(m_state, map, 1, u"colour"_s));
        m_state.setText(map.id, *withMovedPart(m_state, map, 1, -1));
        QCOMPARE(partsOf(m_state, map).value(0).label, u"size"_s);
    }

    void unionsAreChosen()
    {
        const Field variant = field(u"Value"_s);
        QCOMPARE(nestingOf(variant), Nesting::Union);
        QCOMPARE(chosenMember(m_state, variant), QString());
        m_state.setText(variant.id, *withChosenMember(m_state, variant, u"L"_s));
        QCOMPARE(chosenMember(m_state, variant), u"L"_s);
        m_state.setText(u"Value.L[0].S"_s, u"in"_s);
        QCOMPARE(m_state.text(u"Value"_s).simplified(), u"{ \"L\": [ { \"S\": \"in\" } ] }"_s);
        m_state.setText(variant.id, *withChosenMember(m_state, variant, {}));
        QCOMPARE(chosenMember(m_state, variant), QString());
    }

    void placesOfTheCommandLine_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("error");
        QTest::newRow("item one past the end") << u"Owners[0].Address.Street"_s << QString();
        QTest::newRow("any key of a map") << u"Attributes.`x-y`.StringValue"_s << QString();
        QTest::newRow("inside free JSON") << u"Extra.anything[0].goes"_s << QString();
        QTest::newRow("no such member") << u"Owner.Logon"_s
                                        << u"the model has no member Logon; it has Login, Password, Address"_s;
        QTest::newRow("no such field") << u"Owned.Login"_s << u"the form has no such field"_s;
        QTest::newRow("a list wants numbers")
            << u"Owners.Login"_s
            << u"this is a list; write the number of the item from 0 on in brackets, such as [0]"_s;
        QTest::newRow("a structure does not")
            << u"Owner[0]"_s << u"this is no list; write the name of what is inside behind a dot"_s;
        QTest::newRow("below a text") << u"Note.x"_s << u"this is a single value and has nothing inside"_s;
        QTest::newRow("a hole in the list") << u"Names[4]"_s << u"the list has no item [4] yet; its next one is [0]"_s;
    }

    void placesOfTheCommandLine()
    {
        QFETCH(QString, path);
        QFETCH(QString, error);
        const Result<Done> done = m_state.setAt(path, u"text"_s);
        QCOMPARE(done ? QString() : done.error().message, error);
        QCOMPARE(m_state.text(path), error.isEmpty() ? u"text"_s : QString());
    }

    void whatIsMissingInsideIsAnError()
    {
        m_state.setText(u"Shelf"_s, u"top"_s);
        QCOMPARE(texts(m_state.findings()), QStringList({u"Owner: must not be empty"_s}));
        m_state.setText(u"Owner.Address.Street"_s, u"Elm"_s);
        m_state.setText(u"Attributes.x.StringValue"_s, u"y"_s);
        QCOMPARE(texts(m_state.findings()),
                 QStringList({u"Owner.Login: must not be empty"_s, u"Attributes.x.DataType: must not be empty"_s}));
        QCOMPARE(texts(m_state.findings(*m_state.fieldAt(u"Owner.Login"_s))),
                 QStringList({u"Owner.Login: must not be empty"_s}));
    }

    void whatHasTheWrongTypeIsAnError_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("integer") << u"Rule.Count"_s << u"1.5"_s << u"must be a whole number"_s;
        QTest::newRow("top integer") << u"Amount"_s << u"many"_s << u"must be a whole number"_s;
        QTest::newRow("time") << u"Due"_s << u"tomorrow"_s
                              << u"must be a time such as 2027-01-31T12:00:00Z, or the seconds since 1970"_s;
        QTest::newRow("time as number") << u"Due"_s << u"1700000000"_s << QString();
        QTest::newRow("time with zone") << u"Due"_s << u"2027-01-31T12:00:00+01:00[Europe/Berlin]"_s << QString();
        QTest::newRow("list") << u"Rule.And"_s << u"{}"_s << u"must be a JSON list, such as [\"a\", \"b\"]"_s;
        QTest::newRow("FEEL") << u"Rule.And"_s << u"=[]"_s << QString();
        QTest::newRow("secret") << u"Rule.Count"_s << u"{{secrets.N}}"_s << QString();
        QTest::newRow("single value") << u"Rule.Name"_s << u"x"_s << QString();
        QTest::newRow("base64") << u"Picture"_s << u"base64:A*"_s << u"is no base64; check that it was copied whole"_s;
        QTest::newRow("half JSON") << u"Names"_s << u"[ "_s << u"is no JSON: "_s;
    }

    void whatHasTheWrongTypeIsAnError()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(QString, message);
        m_state.setText(id, text);
        const QList<Finding> findings = m_state.findings(*m_state.fieldAt(id));
        if (message.isEmpty())
            QCOMPARE(texts(findings), QStringList());
        else
            QVERIFY2(findings.size() == 1 && findings[0].message.startsWith(message),
                     qPrintable(texts(findings).join(u'\n')));
    }

    void aUnionHasOneMember()
    {
        m_state.setText(u"Value"_s, u"{\"S\":\"a\",\"N\":1}"_s);
        QCOMPARE(texts(m_state.findings(field(u"Value"_s))),
                 QStringList({u"Value: must have exactly one member, but has 2"_s}));
    }

    void whatTheModelDoesNotKnowIsAWarning_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("number") << u"Amount"_s << u"9"_s << u"Amount: the model allows at most 5"_s;
        QTest::newRow("number inside") << u"Rule.Count"_s << u"0"_s << u"Rule.Count: the model asks for at least 1"_s;
        QTest::newRow("long text") << u"Shelf"_s << u"abcdefghijk"_s
                                   << u"Shelf: has 11 characters; the model allows at most 8"_s;
        QTest::newRow("pattern") << u"Names[0]"_s << u"123"_s
                                 << u"Names[0]: does not look as the model describes it: [a-z]+"_s;
        QTest::newRow("value")
            << u"Attributes.x.DataType"_s << u"Binary"_s
            << u"Attributes.x.DataType: is none of the values that the model knows: String, Number"_s;
        QTest::newRow("member") << u"Owner"_s << u"{\"Login\":\"a\",\"Logon\":1}"_s
                                << u"Owner.Logon: is not in the model of the service and is not sent"_s;
        QTest::newRow("items") << u"Names"_s << u"[\"a\",\"b\",\"c\",\"d\"]"_s
                               << u"Names: has 4 items; the model allows at most 3"_s;
        QTest::newRow("bytes") << u"Picture"_s << u"12345"_s << u"Picture: has 5 bytes; the model allows at most 4"_s;
    }

    void whatTheModelDoesNotKnowIsAWarning()
    {
        QFETCH(QString, id);
        QFETCH(QString, text);
        QFETCH(QString, message);
        m_state.setText(id, text);
        const Field top = field(id.section(u'[', 0, 0).section(u'.', 0, 0));
        QCOMPARE(texts(m_state.warnings(top)), QStringList({message}));
        QCOMPARE(texts(m_state.findings(top)), QStringList());
    }

    void expressionsAndSecretsInsideAreFound()
    {
        m_state.setText(
            u"Owners"_s,
            u"[{\"Login\":\"=user\",\"Password\":\"hunter2\"},{\"Login\":\"b\",\"Password\":\"{{secrets.P}}\"}]"_s);
        const Field owners = field(u"Owners"_s);
        QCOMPARE(idsOf(expressionsInside(m_state, owners)), QStringList({u"Owners[0].Login"_s}));
        QCOMPARE(plainSecretsInside(m_state, owners), QStringList({u"hunter2"_s}));
        QCOMPARE(secretPlacesInside(m_state, owners), QStringList({u"Owners/0/Password"_s, u"Owners/1/Password"_s}));
    }

private:
    Field field(const QString &id) const { return *m_state.fieldAt(id); }

    FormState m_state;
};

PLUGBOARD_TEST(tst_Parts)
#include "tst_parts.moc"
