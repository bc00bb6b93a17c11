#include "core/aws/endpoints/ruleset.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

Value fromQuoted(QByteArray json)
{
    return *Json::read(json.replace('\'', '"'));
}

/// A rule set of one rule, whose conditions are given and whose answer is an error with `text`; else "no".
QString answerOf(const QByteArray &conditions, const QByteArray &text, const QByteArray &parameters)
{
    const Result<RuleSet> rules = RuleSet::compile(
        fromQuoted("{'parameters':{'A':{'type':'string'},'B':{'type':'string'},'L':{'type':'stringArray'}},'rules':["
                   "{'type':'error','conditions':["
                   + conditions + "],'error':'" + text + "'},{'type':'error','conditions':[],'error':'no'}]}"));
    if (!rules)
        return rules.error().text();
    return rules->resolve(fromQuoted(parameters), Partitions::builtIn()).error().message;
}

Error compileError(const QByteArray &json)
{
    const Result<RuleSet> rules = RuleSet::compile(fromQuoted(json));
    return rules ? Error {} : rules.error();
}

} // namespace

class tst_RuleSet : public QObject
{
    Q_OBJECT

private slots:
    void functions_data()
    {
        QTest::addColumn<QByteArray>("conditions");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("parameters");
        QTest::addColumn<QString>("answer");
        const auto row = [](const char *name, const char *conditions, const char *text, const char *parameters,
                            const char *answer) {
            QTest::newRow(name) << QByteArray(conditions) << QByteArray(text) << QByteArray(parameters)
                                << QString::fromLatin1(answer);
        };
        const char *yes = "yes";
        row("isSet", "{'fn':'isSet','argv':[{'ref':'A'}]}", yes, "{'A':''}", yes);
        row("isSet of null", "{'fn':'isSet','argv':[{'ref':'A'}]}", yes, "{'A':null}", "no");
        row("not", "{'fn':'not','argv':[{'fn':'isSet','argv':[{'ref':'A'}]}]}", yes, "{}", yes);
        row("all conditions", "{'fn':'isSet','argv':[{'ref':'A'}]},{'fn':'isSet','argv':[{'ref':'B'}]}", yes,
            "{'A':'1'}", "no");
        row("stringEquals of a template", "{'fn':'stringEquals','argv':['{A}-{B}','x-y']}", yes, "{'A':'x','B':'y'}",
            yes);
        row("stringEquals of nothing", "{'fn':'stringEquals','argv':[{'ref':'A'},'']}", yes, "{}", "no");
        row("braces", "{'fn':'isSet','argv':[{'ref':'A'}]}", "{{{A}}}", "{'A':'x'}", "{x}");
        row("path in a template", "{'fn':'parseURL','argv':[{'ref':'A'}],'assign':'url'}",
            "{url#scheme} {url#authority} {url#path} {url#normalizedPath}", "{'A':'HTTPS://h:8/p'}",
            "https h:8 /p /p/");
        row("address as host",
            "{'fn':'parseURL','argv':[{'ref':'A'}],'assign':'url'},"
            "{'fn':'booleanEquals','argv':[{'fn':'getAttr','argv':[{'ref':'url'},'isIp']},true]}",
            yes, "{'A':'http://[::1]:8'}", yes);
        row("256 is no address",
            "{'fn':'parseURL','argv':[{'ref':'A'}],'assign':'url'},"
            "{'fn':'booleanEquals','argv':[{'fn':'getAttr','argv':[{'ref':'url'},'isIp']},true]}",
            yes, "{'A':'http://1.2.3.256'}", "no");
        row("URL without host", "{'fn':'parseURL','argv':[{'ref':'A'}]}", yes, "{'A':'http://'}", "no");
        row("URL with a bad port", "{'fn':'parseURL','argv':[{'ref':'A'}]}", yes, "{'A':'http://h:x/'}", "no");
        row("URL with a query", "{'fn':'parseURL','argv':[{'ref':'A'}]}", yes, "{'A':'http://h/?q'}", "no");
        row("ARN", "{'fn':'aws.parseArn','argv':[{'ref':'A'}],'assign':'arn'}",
            "{arn#partition} {arn#service} {arn#region} {arn#accountId} {arn#resourceId[0]} {arn#resourceId[2]}",
            "{'A':'arn:aws:s3:eu-west-1:123456789012:accesspoint:a/b'}", "aws s3 eu-west-1 123456789012 accesspoint b");
        row("ARN without resource", "{'fn':'aws.parseArn','argv':[{'ref':'A'}]}", yes, "{'A':'arn:aws:s3:::'}", "no");
        row("index beyond", "{'fn':'getAttr','argv':[{'ref':'L'},'[2]']}", yes, "{'L':['a','b']}", "no");
        row("index from the end", "{'fn':'getAttr','argv':[{'ref':'L'},'[-1]'],'assign':'last'}", "{last}",
            "{'L':['a','b']}", "b");
        row("substring", "{'fn':'substring','argv':[{'ref':'A'},1,3,false],'assign':'s'}", "{s}", "{'A':'abcdef'}",
            "bc");
        row("substring from the end", "{'fn':'substring','argv':[{'ref':'A'},0,3,true],'assign':'s'}", "{s}",
            "{'A':'abcdef'}", "def");
        row("substring too far", "{'fn':'substring','argv':[{'ref':'A'},0,7,false]}", yes, "{'A':'abcdef'}", "no");
        row("host label", "{'fn':'isValidHostLabel','argv':[{'ref':'A'},false]}", yes, "{'A':'a-1'}", yes);
        row("dash in front", "{'fn':'isValidHostLabel','argv':[{'ref':'A'},false]}", yes, "{'A':'-a'}", "no");
        row("no subdomains", "{'fn':'isValidHostLabel','argv':[{'ref':'A'},false]}", yes, "{'A':'a.b'}", "no");
        row("subdomains", "{'fn':'isValidHostLabel','argv':[{'ref':'A'},true]}", yes, "{'A':'a.b'}", yes);
        row("empty subdomain", "{'fn':'isValidHostLabel','argv':[{'ref':'A'},true]}", yes, "{'A':'a..b'}", "no");
        row("bucket", "{'fn':'aws.isVirtualHostableS3Bucket','argv':[{'ref':'A'},false]}", yes, "{'A':'my-bucket'}",
            yes);
        row("bucket of two letters", "{'fn':'aws.isVirtualHostableS3Bucket','argv':[{'ref':'A'},false]}", yes,
            "{'A':'ab'}", "no");
        row("bucket like an address", "{'fn':'aws.isVirtualHostableS3Bucket','argv':[{'ref':'A'},true]}", yes,
            "{'A':'10.0.0.1'}", "no");
        row("uriEncode", "{'fn':'uriEncode','argv':[{'ref':'A'}],'assign':'s'}", "{s}", "{'A':'a b/~'}", "a%20b%2F~");
        row("coalesce", "{'fn':'coalesce','argv':[{'ref':'A'},{'ref':'B'},'c'],'assign':'s'}", "{s}", "{'B':'b'}", "b");
        row("ite", "{'fn':'ite','argv':[{'fn':'isSet','argv':[{'ref':'A'}]},'x','y'],'assign':'s'}", "{s}", "{}", "y");
        row("split", "{'fn':'split','argv':[{'ref':'A'},'--',2],'assign':'l'}", "{l#[0]} {l#[1]}", "{'A':'a--b--c'}",
            "a b--c");
        row("partition", "{'fn':'aws.partition','argv':[{'ref':'A'}],'assign':'p'}", "{p#name} {p#dnsSuffix}",
            "{'A':'cn-north-1'}", "aws-cn amazonaws.com.cn");
    }

    void functions()
    {
        QFETCH(QByteArray, conditions);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, parameters);
        QFETCH(QString, answer);
        QCOMPARE(answerOf(conditions, text, parameters), answer);
    }

    void endpointsHaveAllParts()
    {
        const RuleSet rules = *RuleSet::compile(fromQuoted(
            "{'parameters':{'R':{'type':'string','builtIn':'AWS::Region','required':true,'default':'d-1'}},'rules':["
            "{'type':'tree','conditions':[{'fn':'isSet','argv':[{'ref':'R'}]}],'rules':["
            "{'type':'endpoint','conditions':[{'fn':'stringEquals','argv':['{R}','never']}],'endpoint':{'url':'x'}}]},"
            "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://{R}.test','properties':{'authSchemes':"
            "[{'name':'sigv4','signingRegion':'{R}','disableDoubleEncoding':true}]},'headers':{'x-r':['{R}','*']}}}]"
            "}"));
        QCOMPARE(rules.parameters().front().builtIn, QByteArray("AWS::Region"));
        const auto endpoint = rules.resolve(Value(), Partitions::builtIn());
        QVERIFY(endpoint);
        QCOMPARE(endpoint->url, QByteArray("https://d-1.test"));
        const Value scheme = endpoint->properties["authSchemes"].at(0);
        QCOMPARE(scheme["signingRegion"].string(), u"d-1"_s);
        QVERIFY(scheme["disableDoubleEncoding"].isTrue());
        QCOMPARE(endpoint->headers.size(), 2);
        QCOMPARE(endpoint->headers.at(0), std::pair(QByteArray("x-r"), QByteArray("d-1")));
    }

    void whatIsMissingIsTold()
    {
        const RuleSet rules = *RuleSet::compile(
            fromQuoted("{'parameters':{'R':{'type':'string','required':true},'O':{'type':'string'}},'rules':["
                       "{'type':'endpoint','conditions':[{'fn':'stringEquals','argv':[{'ref':'R'},'1']}],"
                       "'endpoint':{'url':'https://{O}.test'}}]}"));
        const auto message = [&](const char *parameters) {
            return rules.resolve(fromQuoted(parameters), Partitions::builtIn()).error().message;
        };
        QVERIFY(message("{}").contains(u"a value for \"R\""));
        QVERIFY(message("{'R':'2'}").contains(u"no endpoint rule fits"));
        QVERIFY(message("{'R':'1'}").contains(u"not set"));
    }

    void damagedRulesAreTold_data()
    {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *rule, const char *message, const char *where) {
            QTest::newRow(name) << QByteArray("{'parameters':{},'rules':[") + rule + "]}"
                                << QString::fromLatin1(message) << QString::fromLatin1(where);
        };
        row("function", "{'type':'tree','conditions':[{'fn':'guess','argv':[]}],'rules':[]}",
            "unknown function \"guess\"", "/rules/0/conditions/0");
        row("arguments", "{'type':'tree','conditions':[{'fn':'not','argv':[]}],'rules':[]}", "not has 0 arguments",
            "/rules/0/conditions/0");
        row("name", "{'type':'error','conditions':[],'error':'{Nobody}'}", "nothing is called \"Nobody\"",
            "/rules/0/error");
        row("brace", "{'type':'error','conditions':[],'error':'a{b'}", "no partner", "/rules/0/error");
        row("type", "{'type':'maybe','conditions':[]}", "unknown type \"maybe\"", "/rules/0");
        row("path", "{'type':'tree','conditions':[{'fn':'getAttr','argv':['a','[x]']}],'rules':[]}",
            "\"[x]\" is no path", "/rules/0/conditions/0/argv/1");
        QTest::newRow("no rules") << QByteArray("{}") << u"no endpoint rules"_s << QString();
    }

    void damagedRulesAreTold()
    {
        QFETCH(QByteArray, rules);
        QFETCH(QString, message);
        QFETCH(QString, where);
        const Error error = compileError(rules);
        QVERIFY2(error.message.contains(message), qPrintable(error.text()));
        QCOMPARE(error.where, where);
    }
};

PLUGBOARD_TEST(tst_RuleSet)
#include "tst_ruleset.moc"
