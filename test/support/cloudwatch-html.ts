import { ACTION, actionFaults } from './cloudwatch-action.ts';
import { type Element, type Node, parseHtml } from './strict-html.ts';

/** KB are 1024 bytes. */
const MOST_BYTES = 200 * 1024;

/**
 * What is "cleaned from the HTML before it is rendered" (add_custom_widget_dashboard_security.html of the CloudWatch guide names
 * JavaScript, `<iframe>` and `<use>`), and what fetches, runs, moves or hides in other ways.
 */
const FORBIDDEN =
  'html head body title script iframe frame frameset use meta link object embed applet base foreignobject animate set noscript template portal'.split(
    ' ',
  );

/** Attributes that make a browser ask for something by itself, or send something. */
const FETCHING = [
  'src',
  'srcset',
  'poster',
  'background',
  'data',
  'ping',
  'action',
  'formaction',
  'manifest',
  'srcdoc',
];

/** Attributes whose value is CSS, or may be a reference as in CSS. */
const STYLING = 'style fill stroke clip-path mask filter cursor marker marker-start marker-mid marker-end'.split(' ');

/** A backslash hides the rest: `\75rl(` is `url(`. */
const FETCHING_CSS = /url\(|@import|image-set|image\(|src\(|expression|behavior|-moz-binding|\\/i;

/** Where nothing but a place on the page or an address of the web may be meant. */
const ADDRESS = /^(?:https:\/\/[!-~]+|#[\w-]*)$/;

/** What a browser closes or leaves out, so that the page is another than was written. */
const NOT_WITHIN: Readonly<Record<string, readonly string[]>> = {
  a: ['a', 'button'],
  button: ['a', 'button'],
  form: ['form', 'p'],
  label: ['label'],
  ...Object.fromEntries(
    'address article aside blockquote details div dl fieldset footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'
      .split(' ')
      .map((tag) => [tag, ['p']]),
  ),
};

type Place = { readonly element: Element; readonly within: readonly Element[]; readonly before: readonly Node[] };

const placesOf = (nodes: readonly Node[], within: readonly Element[] = []): readonly Place[] =>
  nodes.flatMap((element, at) =>
    typeof element === 'string'
      ? []
      : [{ element, within, before: nodes.slice(0, at) }, ...placesOf(element.children, [...within, element])],
  );

const textOf = (nodes: readonly Node[]): string =>
  nodes.map((node) => (typeof node === 'string' ? node : textOf(node.children))).join('');

const attributeFault = (tag: string, name: string, value: string): string | undefined => {
  if (name.startsWith('on')) return `<${tag} ${name}> would run a script`;
  if (name === 'action' && tag === 'form') return '<form action> would send it elsewhere';
  if (FETCHING.includes(name) && tag !== ACTION) return `<${tag} ${name}> would fetch or send something`;
  if (STYLING.includes(name) && FETCHING_CSS.test(value) && !/^url\(#[\w-]+\)$/.test(value))
    return `<${tag} ${name}> has CSS that fetches: ${value}`;
  if (name !== 'href' && name !== 'xlink:href') return undefined;
  if (tag !== 'a') return `<${tag} ${name}> would fetch something`;
  return ADDRESS.test(value) ? undefined : `<a ${name}> leads to ${value}`;
};

const elementFaults = ({ element: { tag, attributes, children }, within }: Place): readonly string[] => {
  const closedBy = (NOT_WITHIN[tag] ?? []).find((outer) => within.some((one) => one.tag === outer));
  return [
    ...(FORBIDDEN.includes(tag) ? [`<${tag}> is taken away`] : []),
    ...(closedBy === undefined ? [] : [`<${tag}> in <${closedBy}> is read otherwise by a browser`]),
    ...(tag === 'style' && FETCHING_CSS.test(textOf(children)) ? ['<style> has CSS that fetches'] : []),
    ...[...attributes].flatMap(([name, value]) => attributeFault(tag, name, value) ?? []),
  ];
};

const FIELDS = ['input', 'select', 'textarea'];

/** Values of fields come to the function by name, in `widgetContext.forms` (add_custom_widget_dashboard_about.html). */
const fieldFaults = (places: readonly Place[]): readonly string[] => {
  const labels = places.filter(({ element }) => element.tag === 'label' && textOf(element.children).trim() !== '');
  const labelled = ({ element, within }: Place): boolean =>
    element.attributes.get('type') === 'hidden' ||
    (element.attributes.get('aria-label') ?? '') !== '' ||
    labels.some((label) => within.includes(label.element)) ||
    labels.some(
      (label) => label.element.attributes.get('for') === element.attributes.get('id') && element.attributes.has('id'),
    );
  return places
    .filter(({ element }) => FIELDS.includes(element.tag))
    .flatMap((place) => {
      const { tag, attributes } = place.element;
      const name = attributes.get('name') ?? '';
      return [
        ...(name === '' ? [`<${tag}> has no name`] : []),
        ...(labelled(place) ? [] : [`<${tag} name="${name}"> has no label`]),
      ];
    });
};

const idFaults = (places: readonly Place[]): readonly string[] => {
  const ids = places.flatMap(({ element }) => element.attributes.get('id') ?? []);
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `the id ${id} is there twice`);
};

/** What breaks CloudWatch's rules for the HTML of a custom widget, or ours; `endpoints` are the only functions that it may call (A30). */
export const widgetFaults = (html: string, endpoints: readonly string[]): readonly string[] => {
  const parsed = parseHtml(html);
  if ('fault' in parsed) return [parsed.fault];
  const places = placesOf(parsed.nodes);
  const bytes = Buffer.byteLength(html);
  return [
    ...(bytes > MOST_BYTES ? [`it has ${bytes} bytes, more than ${MOST_BYTES}`] : []),
    ...places.flatMap(elementFaults),
    ...places.flatMap(({ element, within, before }) =>
      element.tag === ACTION ? actionFaults(element, within, before, endpoints) : [],
    ),
    ...fieldFaults(places),
    ...idFaults(places),
  ];
};
