#include "core/form/formstate.h"
#include "tests/support/forms.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Form;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray when(const QByteArray &property, const QByteArray &question)
{
    return "\"condition\":{\"property\":\"" + property + "\"," + question + '}';
}

QString activeOf(const FormState &state)
{
    QStringList ids;
    for (const Field &field : state.form()->fields) {
        if (state.isActive(field.id))
            ids.append(field.id);
    }
    return ids.join(u' ');
}

} // namespace

class tst_FormState : public QObject
{
    Q_OBJECT

private slots:
    void conditions_data();
    void conditions();
    void settlesChainsInAnyDirection();
    void readsThroughTheBinding();
    void endsCirclesOfConditions();
    void keepsInactiveTexts();
    void conditionsOnMissingPropertiesNeverHold();
    void offersConditionalChoices();
    void keepsGeneratedValues();
    void tellsTypedFromDefault();
    void placesTextsByKeyAndPath();
    void appliesPresets();
    void complaints_data();
    void complaints();
    void patterns_data();
    void patterns();
    void onlyVisibleFieldsComplain();
    void recognisesExpressions();
    void copiesAreIndependent();
    void carriesTenThousandFields();
};

void tst_FormState::conditions_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("question");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("holds");

    QTest::newRow("equal text") << QByteArray("String") << QByteArray("\"equals\":\"x\"") << u"x"_s << true;
    QTest::newRow("other text") << QByteArray("String") << QByteArray("\"equals\":\"x\"") << u"X"_s << false;
    QTest::newRow("empty is not x") << QByteArray("String") << QByteArray("\"equals\":\"x\"") << QString() << false;
    QTest::newRow("numbers by value") << QByteArray("Number") << QByteArray("\"equals\":20") << u"=20.0"_s << true;
    QTest::newRow("number as typed") << QByteArray("Number") << QByteArray("\"equals\":20") << u"20"_s << true;
    QTest::newRow("number as text") << QByteArray("Number") << QByteArray("\"equals\":\"20\"") << u"=20"_s << true;
    QTest::newRow("other number") << QByteArray("Number") << QByteArray("\"equals\":20") << u"=21"_s << false;
    QTest::newRow("no number") << QByteArray("Number") << QByteArray("\"equals\":20") << u"=x"_s << false;
    QTest::newRow("true") << QByteArray("Boolean") << QByteArray("\"equals\":true") << u"=true"_s << true;
    QTest::newRow("true as text") << QByteArray("Boolean") << QByteArray("\"equals\":\"true\"") << u"=true"_s << true;
    QTest::newRow("false") << QByteArray("Boolean") << QByteArray("\"equals\":false") << u"=false"_s << true;
    QTest::newRow("unset is not false") << QByteArray("Boolean") << QByteArray("\"equals\":false") << QString()
                                        << false;
    QTest::newRow("one of") << QByteArray("String") << QByteArray("\"oneOf\":[\"a\",\"b\"]") << u"b"_s << true;
    QTest::newRow("none of") << QByteArray("String") << QByteArray("\"oneOf\":[\"a\",\"b\"]") << u"c"_s << false;
    QTest::newRow("one of numbers") << QByteArray("Number") << QByteArray("\"oneOf\":[1,2]") << u"=2"_s << true;
    QTest::newRow("one of nothing") << QByteArray("String") << QByteArray("\"oneOf\":[]") << u"c"_s << false;
    QTest::newRow("active") << QByteArray("String") << QByteArray("\"isActive\":true") << QString() << true;
    QTest::newRow("not active") << QByteArray("String") << QByteArray("\"isActive\":false") << QString() << false;
    QTest::newRow("empty") << QByteArray("String") << QByteArray("\"isEmpty\":true") << QString() << true;
    QTest::newRow("not empty") << QByteArray("String") << QByteArray("\"isEmpty\":false") << u"x"_s << true;
}

void tst_FormState::conditions()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, question);
    QFETCH(QString, text);
    QFETCH(bool, holds);
    FormState state = stateOf(input("a", type) + ',' + input("b", "String", when("a", question)));
    state.setText(u"a"_s, text);
    QCOMPARE(state.isActive(u"b"_s), holds);
}

void tst_FormState::settlesChainsInAnyDirection()
{
    const auto link = [](const QByteArray &id, const QByteArray &before) {
        return input(id, "String", "\"value\":\"x\"," + when(before, "\"equals\":\"x\""));
    };
    FormState forward = stateOf(input("a", "String", "\"value\":\"x\"") + ',' + link("b", "a") + ',' + link("c", "b"));
    QCOMPARE(activeOf(forward), u"a b c"_s);
    forward.setText(u"a"_s, u"y"_s);
    QCOMPARE(activeOf(forward), u"a"_s);
    FormState backward = stateOf(link("c", "b") + ',' + link("b", "a") + ',' + input("a"));
    QCOMPARE(activeOf(backward), u"a"_s);
    backward.setText(u"a"_s, u"x"_s);
    QCOMPARE(activeOf(backward), u"c b a"_s);

    // isActive: false is true until the other one has been found to be active
    const FormState negated = stateOf(input("not", "String", when("c", "\"isActive\":false")) + ',' + link("c", "b")
                                      + ',' + link("b", "a") + ',' + input("a", "String", "\"value\":\"x\""));
    QCOMPARE(activeOf(negated), u"c b a"_s);
}

void tst_FormState::readsThroughTheBinding()
{
    const QByteArray sameBinding = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"mode\"}}";
    FormState state = stateOf(
        input("kind", "String", "\"value\":\"one\"") + ",{\"id\":\"mode1\",\"type\":\"String\",\"value\":\"x\","
        + when("kind", "\"equals\":\"one\"") + ',' + sameBinding
        + ",{\"id\":\"mode2\",\"type\":\"String\",\"value\":\"y\"," + when("kind", "\"equals\":\"two\"") + ','
        + sameBinding + ',' + input("ifX", "String", when("mode1", "\"equals\":\"x\"")) + ','
        + input("ifY", "String", when("mode1", "\"equals\":\"y\"")));
    QCOMPARE(activeOf(state), u"kind mode1 ifX"_s);
    state.setText(u"kind"_s, u"two"_s);
    QCOMPARE(activeOf(state), u"kind mode2 ifY"_s); // mode1 reads what mode2 writes
    state.setText(u"kind"_s, u"three"_s);
    QCOMPARE(activeOf(state), u"kind"_s);
}

void tst_FormState::endsCirclesOfConditions()
{
    const FormState contradiction = stateOf(input("a", "String", when("b", "\"isActive\":false")) + ','
                                            + input("b", "String", when("a", "\"isActive\":true")));
    QVERIFY(activeOf(contradiction).size() <= 3);
    const FormState circle = stateOf(input("a", "String", "\"value\":\"x\"," + when("b", "\"equals\":\"x\"")) + ','
                                     + input("b", "String", "\"value\":\"x\"," + when("a", "\"equals\":\"x\"")));
    QCOMPARE(activeOf(circle), QString());
}

void tst_FormState::keepsInactiveTexts()
{
    FormState state
        = stateOf(input("a", "String", "\"value\":\"x\"") + ',' + input("b", "String", when("a", "\"equals\":\"x\"")));
    state.setText(u"b"_s, u"kept"_s);
    state.setText(u"a"_s, u"y"_s);
    QVERIFY(!state.isActive(u"b"_s));
    QCOMPARE(state.text(u"b"_s), u"kept"_s);
    QCOMPARE(state.typedTexts().size(), 2);
    state.reset(u"a"_s);
    QVERIFY(state.isActive(u"b"_s));
}

void tst_FormState::conditionsOnMissingPropertiesNeverHold()
{
    const FormState state = stateOf(input("a", "String", when("gone", "\"equals\":\"x\"")) + ','
                                    + input("b", "String", when("gone", "\"isActive\":true")) + ','
                                    + input("c", "String", when("gone", "\"isActive\":false")) + ','
                                    + input("d", "String", when("gone", "\"isEmpty\":true")));
    QCOMPARE(activeOf(state), u"c d"_s);
}

void tst_FormState::offersConditionalChoices()
{
    FormState state
        = stateOf(input("a") + ','
                  + input("b", "Dropdown",
                          "\"choices\":[{\"name\":\"One\",\"value\":\"one\"},{\"name\":\"Two\",\"value\":\"two\","
                              + when("a", "\"equals\":\"x\"") + "}]"));
    const Field &field = state.form()->fields.last();
    QCOMPARE(state.choices(field).size(), 1);
    state.setText(u"b"_s, u"two"_s);
    QCOMPARE(state.findings(field).value(0).message, u"must be one of one"_s);
    state.setText(u"a"_s, u"x"_s);
    QCOMPARE(state.choices(field).size(), 2);
    QVERIFY(state.findings(field).isEmpty());
}

void tst_FormState::keepsGeneratedValues()
{
    const QByteArray uuid = input("a", "Hidden", "\"generatedValue\":{\"type\":\"uuid\"}");
    FormState state = stateOf(uuid);
    const QString first = state.text(u"a"_s);
    QCOMPARE(first.size(), 36);
    state.setText(u"a"_s, u"mine"_s);
    state.reset(u"a"_s);
    QCOMPARE(state.text(u"a"_s), first);
    QVERIFY(!state.isTyped(u"a"_s));
    QVERIFY(stateOf(uuid).text(u"a"_s) != first);
}

void tst_FormState::tellsTypedFromDefault()
{
    FormState state = stateOf(input("a", "String", "\"value\":\"x\""));
    QVERIFY(!state.isTyped(u"a"_s));
    state.setText(u"a"_s, QString());
    QVERIFY(state.isTyped(u"a"_s));
    QCOMPARE(state.text(u"a"_s), QString());
    state.reset(u"a"_s);
    QCOMPARE(state.text(u"a"_s), u"x"_s);
    state.setText(u"none"_s, u"y"_s); // no such field: nothing happens
    QVERIFY(state.typedTexts().isEmpty());
}

void tst_FormState::placesTextsByKeyAndPath()
{
    const QByteArray sameBinding = "\"binding\":{\"type\":\"zeebe:input\",\"name\":\"body\"}}";
    FormState state
        = stateOf(input("kind", "String", "\"value\":\"json\"") + ",{\"id\":\"asText\",\"type\":\"String\","
                  + when("kind", "\"equals\":\"text\"") + ',' + sameBinding + ",{\"id\":\"asJson\",\"type\":\"String\","
                  + when("kind", "\"equals\":\"json\"") + ',' + sameBinding);
    QVERIFY(state.setByKey(u"body"_s, u"1"_s));
    QCOMPARE(state.text(u"asJson"_s), u"1"_s); // the active one
    QVERIFY(state.setByKey(u"body#asText"_s, u"2"_s));
    state.setText(u"kind"_s, u"none"_s);
    QVERIFY(state.setByKey(u"body"_s, u"3"_s));
    QCOMPARE(state.text(u"asText"_s), u"3"_s); // none is active: the first one
    QVERIFY(!state.setByKey(u"gone"_s, u"4"_s));
    const QList<std::pair<QString, QString>> texts {
        {u"kind"_s, u"none"_s}, {u"body#asText"_s, u"3"_s}, {u"body#asJson"_s, u"1"_s}, {u"gone"_s, u"4"_s}};
    QCOMPARE(state.typedTexts(), texts);
}

void tst_FormState::appliesPresets()
{
    FormState state = stateOf(input("a", "String", "\"value\":\"x\"") + ','
                                  + input("b", "Number", "\"value\":1," + when("a", "\"equals\":\"y\"")),
                              "\"presets\":[{\"id\":\"p\",\"properties\":{\"a\":\"y\",\"b\":30,\"gone\":\"z\"}}]");
    state.applyPreset(state.form()->origin->presets.first());
    QCOMPARE(state.text(u"a"_s), u"y"_s);
    QCOMPARE(state.text(u"b"_s), u"=30"_s);
    QVERIFY(state.isActive(u"b"_s));
}

void tst_FormState::complaints_data()
{
    QTest::addColumn<QByteArray>("property");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const QByteArray lengths = "\"constraints\":{\"notEmpty\":true,\"minLength\":3,\"maxLength\":5,\"pattern\":\"^a\"}";

    QTest::newRow("missing") << input("a", "String", lengths) << QString() << u"must not be empty"_s;
    QTest::newRow("blank") << input("a", "String", lengths) << u" \n"_s << u"must not be empty"_s;
    QTest::newRow("expression without text") << input("a", "String", lengths) << u"="_s << u"must not be empty"_s;
    QTest::newRow("too long") << input("a", "String", lengths) << u"bbbbbb"_s << u"cannot exceed 5 characters"_s;
    QTest::newRow("too short") << input("a", "String", lengths) << u"bb"_s << u"must be at least 3 characters"_s;
    QTest::newRow("pattern") << input("a", "String", lengths) << u"bbb"_s << u"must match pattern ^a"_s;
    QTest::newRow("good") << input("a", "String", lengths) << u"abc"_s << QString();
    QTest::newRow("FEEL skips the rest") << input("a", "String", lengths) << u"=bbbbbbbb"_s << QString();
    QTest::newRow("a secret too") << input("a", "String", lengths) << u"{{secrets.NAME}}"_s << QString();
    QTest::newRow("inside a text") << input("a", "String", lengths) << u"x {{ secrets.NAME }}"_s << QString();
    QTest::newRow("and the bare form") << input("a", "String", lengths) << u"secrets.NAME"_s << QString();
    QTest::newRow("empty may be") << input("a", "String", "\"constraints\":{\"minLength\":3}") << QString()
                                  << QString();
    QTest::newRow("own words") << input(
        "a", "String", "\"constraints\":{\"pattern\":{\"value\":\"^\\\\d+$\",\"message\":\"must be digits\"}}")
                               << u"x"_s << u"must be digits"_s;
    QTest::newRow("number") << input("a", "Number") << u"12x"_s << u"must be a number"_s;
    QTest::newRow("number as FEEL") << input("a", "Number") << u"=x"_s << QString();
    QTest::newRow("boolean") << input("a", "Boolean") << u"yes"_s << u"must be true or false"_s;
    QTest::newRow("choice") << input("a", "Dropdown",
                                     "\"choices\":[{\"name\":\"A\",\"value\":\"a\"},{\"name\":\"B\",\"value\":\"b\"}]")
                            << u"c"_s << u"must be one of a, b"_s;
    QTest::newRow("proposal") << input("a", "String", "\"choices\":[{\"name\":\"A\",\"value\":\"a\"}]") << u"c"_s
                              << QString();
}

void tst_FormState::complaints()
{
    QFETCH(QByteArray, property);
    QFETCH(QString, text);
    QFETCH(QString, words);
    FormState state = stateOf(property);
    state.setText(u"a"_s, text);
    QCOMPARE(state.findings().value(0).message, words);
    if (!words.isEmpty())
        QCOMPARE(state.findings().first().field, u"a"_s);
}

void tst_FormState::patterns_data()
{
    QTest::addColumn<QByteArray>("pattern"); // as in JSON
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("lookahead") << QByteArray("^(?!.*&).*$") << u"a&b"_s << false;
    QTest::newRow("found anywhere") << QByteArray("b+") << u"abbc"_s << true;
    QTest::newRow("$ is the very end") << QByteArray("^a$") << u"a\n"_s << false;
    QTest::newRow("$ in a class") << QByteArray("^[$]$") << u"$"_s << true;
    QTest::newRow("escaped $") << QByteArray("^\\\\$$") << u"$"_s << true;
    QTest::newRow("\\u") << QByteArray("^\\\\u00e9$") << u"é"_s << true;
    QTest::newRow("\\u in a class") << QByteArray("^[\\\\u00e0-\\\\u00ff]$") << u"é"_s << true;
    QTest::newRow("\\d is ASCII") << QByteArray("^\\\\d$") << u"٣"_s << false;
    QTest::newRow("anything") << QByteArray("^[^]$") << u"\n"_s << true;
    QTest::newRow("nothing") << QByteArray("[]") << u"x"_s << false;
    QTest::newRow("bracket in a class") << QByteArray("^[[:]$") << u"["_s << true;
    QTest::newRow("slash") << QByteArray("^https?:\\\\/\\\\/") << u"http://x"_s << true;
    QTest::newRow("no regular expression blocks nobody") << QByteArray("(") << u"x"_s << true;
    QTest::newRow("nor does a runaway one") << QByteArray("^(a+)+$") << QString(QString(40, u'a') + u'b') << true;
}

void tst_FormState::patterns()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QString, text);
    QFETCH(bool, good);
    FormState state = stateOf(input("a", "String", "\"constraints\":{\"pattern\":\"" + pattern + "\"}"));
    state.setText(u"a"_s, text);
    QCOMPARE(state.findings().isEmpty(), good);
}

void tst_FormState::onlyVisibleFieldsComplain()
{
    const QByteArray needed = "\"constraints\":{\"notEmpty\":true}";
    const FormState state = stateOf(input("a", "String", needed) + ',' + input("b", "Hidden", needed) + ','
                                    + input("c", "String", needed + ',' + when("a", "\"equals\":\"x\"")));
    QCOMPARE(state.findings(), (QList<Finding> {{u"a"_s, u"must not be empty"_s}}));
}

void tst_FormState::recognisesExpressions()
{
    FormState state
        = stateOf(input("a") + ',' + input("b", "Text", "\"feel\":\"required\"") + ',' + input("c", "Number"));
    const auto isExpression = [&](const char16_t *id, const QString &text) {
        state.setText(QString::fromUtf16(id), text);
        return state.isExpression(*state.form()->find(QString::fromUtf16(id)));
    };
    QVERIFY(!isExpression(u"a", u"x"_s));
    QVERIFY(isExpression(u"a", u"=x"_s));
    QVERIFY(isExpression(u"b", u"x"_s));
    QVERIFY(!isExpression(u"b", QString()));
    QVERIFY(!isExpression(u"b", u"{{secrets.X}}"_s));
    QVERIFY(!isExpression(u"c", u"20"_s));
    QVERIFY(isExpression(u"c", u"=20"_s));
}

void tst_FormState::copiesAreIndependent()
{
    FormState state
        = stateOf(input("a", "String", "\"value\":\"x\"") + ',' + input("b", "String", when("a", "\"equals\":\"x\"")));
    FormState copy = state;
    copy.setText(u"a"_s, u"y"_s);
    QVERIFY(state.isActive(u"b"_s));
    QVERIFY(!copy.isActive(u"b"_s));
    const FormState none;
    QVERIFY(none.findings().isEmpty() && !none.isActive(u"a"_s));
}

void tst_FormState::carriesTenThousandFields()
{
    // The worst orders: a chain read backwards, and all in one binding.
    QByteArray chain = input("p10000", "String", "\"value\":\"x\"");
    QByteArray shared = input("switch", "String", "\"value\":\"x\"");
    for (int i = 9'999; i > 0; --i) {
        chain.prepend(input('p' + QByteArray::number(10'000 - i), "String",
                            "\"value\":\"x\"," + when('p' + QByteArray::number(10'001 - i), "\"equals\":\"x\""))
                      + ',');
        shared += ",{\"id\":\"s" + QByteArray::number(i) + "\",\"type\":\"String\",\"value\":\"x\","
            + when("switch", "\"equals\":\"x\"") + ",\"binding\":{\"type\":\"zeebe:input\",\"name\":\"all\"}}";
    }
    FormState chained = stateOf(chain);
    QVERIFY(chained.isActive(u"p1"_s));
    chained.setText(u"p10000"_s, u"y"_s);
    QVERIFY(!chained.isActive(u"p1"_s));
    FormState together = stateOf(shared);
    QVERIFY(together.isActive(u"s1"_s));
    together.setText(u"switch"_s, u"y"_s);
    QVERIFY(!together.isActive(u"s9999"_s));
    QCOMPARE(together.findings().size(), 0);
}

PLUGBOARD_TEST(tst_FormState)
#include "tst_formstate.moc"
