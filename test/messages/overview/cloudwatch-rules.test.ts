import { describe, expect, test } from 'vitest';
import { widgetFaults } from '../../support/cloudwatch-html.ts';

const OWN = 'arn:aws:lambda:eu-west-1:123456789012:function:token-health-widget';
const SNOOZE = 'arn:aws:lambda:eu-west-1:123456789012:function:token-health-snooze';
const OTHER = 'arn:aws:lambda:eu-west-1:123456789012:function:another';

const faults = (html: string): readonly string[] => widgetFaults(html, [OWN, SNOOZE]);

const button = (attributes: string, content = '{}'): string =>
  `<a class="btn">Go</a><cwdb-action ${attributes}>${content}</cwdb-action>`;
const call = (more = '', content = '{}'): string => button(`action="call" endpoint="${OWN}"${more}`, content);

describe('nothing is wrong with', () => {
  test.each([
    ['words', 'All 12 tokens are well &amp; asked within the hour &#183; 10:00 UTC'],
    [
      'a table with its style and a mark that is drawn',
      `<style>.th td { color: #16191f; } .th a:hover { opacity: 0.8; }</style>
<div class="th cwdb-no-default-styles"><table><thead><tr><th scope="col">Token</th></tr></thead>
<tbody><tr><td title="seen 10:00"><svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true"><path fill="url(#red)" d="M0 0h9v9z"/></svg> prod/discord-bot<br>
<a href="https://eu-west-1.console.aws.amazon.com/secretsmanager/secret?name=a&amp;region=eu-west-1">Open</a></td></tr></tbody></table></div>`,
    ],
    [
      'a button that shows more in a window',
      `<a>Why</a>\n<cwdb-action display="popup"><h2>Cause</h2><p>Revoked.</p></cwdb-action>`,
    ],
    [
      'a button that calls, asks before, and has parameters that were escaped',
      `<p><a class="btn btn-primary">Snooze</a>
<cwdb-action action="call" confirmation="For 7 days?" display="widget" endpoint="${SNOOZE}" event="click">
{ &quot;token&quot;: &quot;a&quot;, "days": 7 }</cwdb-action></p>`,
    ],
    [
      'a form with every kind of label, and a button beside it',
      `<form><label>Owner <select name="owner"><option value="a" selected>team-a</option></select></label>
<label for="q">Search</label><input id="q" name="q" type="search"><input name="page" type="hidden" value="2">
<input name="all" type="checkbox" checked aria-label="All of them"> ${call()}</form>`,
    ],
    ['as much as there may be', 'x'.repeat(200 * 1024)],
  ])('%s', (_, html) => {
    expect(faults(html)).toEqual([]);
  });
});

describe('of what would run, fetch or be taken away', () => {
  test.each([
    ['a script', '<script>alert(1)</script>', '<script> is taken away'],
    ['a script in capitals', '<SCRIPT>a < b</SCRIPT>', '<script> is taken away'],
    ['a frame', '<iframe title="a"></iframe>', '<iframe> is taken away'],
    ['a reference to a drawing', '<svg><use width="1"/></svg>', '<use> is taken away'],
    ['a page that goes elsewhere', '<meta http-equiv="refresh" content="0">', '<meta> is taken away'],
    ['a style sheet', '<link rel="stylesheet">', '<link> is taken away'],
    ['a plug-in', '<object></object>', '<object> is taken away'],
    ['another plug-in', '<embed>', '<embed> is taken away'],
    ['another base of addresses', '<base target="_top">', '<base> is taken away'],
    ['HTML in a drawing', '<svg><foreignObject></foreignObject></svg>', '<foreignobject> is taken away'],
    ['a whole page', '<body>a</body>', '<body> is taken away'],
    ['a handler', '<p onclick="a()">a</p>', '<p onclick> would run a script'],
    ['a handler in capitals', '<p ONMOUSEOVER="a()">a</p>', '<p onmouseover> would run a script'],
    ['an address that runs', '<a href="javascript:a()">a</a>', '<a href> leads to javascript:a()'],
    ['one that is hidden', '<a href="java&#9;script:a()">a</a>', '<a href> leads to java\tscript:a()'],
    ['an address that is a page', '<a href="data:text/html,a">a</a>', '<a href> leads to data:text/html,a'],
    ['an address without TLS', '<a href="http://a.example/">a</a>', '<a href> leads to http://a.example/'],
    [
      'an address that is told of a press',
      '<a ping="https://a.example/">a</a>',
      '<a ping> would fetch or send something',
    ],
    ['a picture', '<img alt="a" src="https://a.example/a.png">', '<img src> would fetch or send something'],
    ['a picture in place', '<img alt="a" src="data:image/png;base64,AA">', '<img src> would fetch or send something'],
    [
      'a picture in a drawing',
      '<svg><image href="https://a.example/a.png"/></svg>',
      '<image href> would fetch something',
    ],
    [
      'a picture in a style',
      '<p style="background:URL(https://a.example/)">a</p>',
      '<p style> has CSS that fetches: background:URL(https://a.example/)',
    ],
    [
      'one that is hidden by a backslash',
      '<p style="background:\\75rl(a)">a</p>',
      '<p style> has CSS that fetches: background:\\75rl(a)',
    ],
    [
      'a fill from elsewhere',
      '<svg><path fill="url(https://a.example/#a)"/></svg>',
      '<path fill> has CSS that fetches: url(https://a.example/#a)',
    ],
    [
      'a style that brings another',
      '<style>@import "https://a.example/a.css";</style>',
      '<style> has CSS that fetches',
    ],
    ['a form that is sent', '<form action="https://a.example/"></form>', '<form action> would send it elsewhere'],
    [
      'a button that sends a form',
      '<button formaction="https://a.example/">a</button>',
      '<button formaction> would fetch or send something',
    ],
  ])('%s is seen', (_, html, fault) => {
    expect(faults(html)).toEqual([fault]);
  });
});

describe('of an action', () => {
  test.each([
    ['an attribute that it has not', button('target="_top"'), '<cwdb-action target> is none of its attributes'],
    ['a way that it has not', button('action="open"'), '<cwdb-action action> is open, not call or html'],
    ['a place that it has not', button('display="modal"'), '<cwdb-action display> is modal, not popup or widget'],
    [
      'an event that it has not',
      button('event="load"'),
      '<cwdb-action event> is load, not click or dblclick or mouseenter',
    ],
    ['a call at a touch', call(' event="mouseenter"'), '<cwdb-action> calls on mouseenter, which may only show html'],
    ['a call of nobody', button('action="call"'), '<cwdb-action> calls without an endpoint'],
    [
      'a call of another function',
      button(`action="call" endpoint="${OTHER}"`),
      `<cwdb-action> calls another function: ${OTHER}`,
    ],
    [
      'another function, though only shown',
      button(`endpoint="${OTHER}"`),
      `<cwdb-action> calls another function: ${OTHER}`,
    ],
    [
      'a call of a version of ours',
      button(`action="call" endpoint="${OWN}:1"`),
      `<cwdb-action> calls another function: ${OWN}:1`,
    ],
    ['no parameters', call('', ' '), '<cwdb-action> calls with what is not one JSON object: '],
    ['two objects', call('', '{} {}'), '<cwdb-action> calls with what is not one JSON object: {} {}'],
    ['a list', call('', '[1]'), '<cwdb-action> calls with what is not one JSON object: [1]'],
    [
      'parameters with HTML in them',
      call('', '{<b></b>}'),
      '<cwdb-action> calls with what is not one JSON object: {<}',
    ],
    ['nothing before it', '<p><cwdb-action>a</cwdb-action></p>', '<cwdb-action> has no element before it'],
    ['text before it', '<a>a</a> or <cwdb-action>b</cwdb-action>', '<cwdb-action> comes after text: or'],
    [
      'two on one element',
      '<a>a</a><cwdb-action>b</cwdb-action> <cwdb-action>c</cwdb-action>',
      '<cwdb-action> comes after another one',
    ],
    ['one in another', button('display="popup"', call()), '<cwdb-action> in another one'],
    [
      'one for a row',
      `<table><tr><td>a</td></tr><cwdb-action>b</cwdb-action></table>`,
      '<cwdb-action> in <table> is moved away by a browser',
    ],
  ])('%s is seen', (_, html, fault) => {
    expect(faults(html)).toEqual([fault]);
  });
});

describe('of fields and ids', () => {
  test.each([
    ['a field without a name', '<label>a <input></label>', '<input> has no name'],
    ['a field without a label', '<input name="q">', '<input name="q"> has no label'],
    ['a label of another', '<label for="p">a</label><input id="q" name="q">', '<input name="q"> has no label'],
    [
      'a label without words',
      '<label for="q"> </label><select id="q" name="q"></select>',
      '<select name="q"> has no label',
    ],
    ['an id that is there twice', '<p id="a">a</p><p id="a">b</p>', 'the id a is there twice'],
  ])('%s is seen', (_, html, fault) => {
    expect(faults(html)).toEqual([fault]);
  });
});

describe('of how it is written', () => {
  test.each([
    ['a tag that is left open', '<div><b>a</b>', '<div> is left open'],
    ['tags closed out of order', '<b><i>a</b></i>', '</b> closes <i>'],
    ['a tag closed that was not open', 'a</p>', '</p> closes <piece>'],
    ['a tag that closes itself, which HTML has not', '<div/>', '<div/> closes nothing'],
    ['a comment', 'a<!-- b -->', 'no tag: <!-- b -->'],
    ['a value without quotes', '<p class=a>b</p>', 'no tag: <p class=a>b</p>'],
    ['an attribute twice', '<p class="a" CLASS="b">c</p>', '<p> has class twice'],
    ['a bare &', 'a & b', 'a bare & in: a & b'],
    ['a bare & in an address', '<a href="https://a.example/?a=1&b=2">a</a>', 'a bare & in: https://a.example/?a=1&b=2'],
    ['a bare <', 'a < b', 'no tag: < b'],
    ['a bare >', 'a > b', 'a bare > in: a > b'],
    ['a block in a paragraph', '<p><div>a</div></p>', '<div> in <p> is read otherwise by a browser'],
    ['a link in a link', '<a>a <b><a>b</a></b></a>', '<a> in <a> is read otherwise by a browser'],
    ['more than there may be', 'x'.repeat(200 * 1024 + 1), 'it has 204801 bytes, more than 204800'],
    ['more bytes than letters', 'ä'.repeat(102_401), 'it has 204802 bytes, more than 204800'],
  ])('%s is seen', (_, html, fault) => {
    expect(faults(html)).toEqual([fault]);
  });
});

test('all that is wrong is told, not the first alone', () => {
  expect(
    faults(`<p onclick="a()">a</p><img alt="" src="https://a.example/">${button(`endpoint="${OTHER}"`)}`),
  ).toHaveLength(3);
});
