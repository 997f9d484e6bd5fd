import type { Element, Node } from './strict-html.ts';

export const ACTION = 'cwdb-action';

/** Attribute by attribute what may stand there; true means any text. */
const ALLOWED: Readonly<Record<string, readonly string[] | true>> = {
  action: ['call', 'html'],
  confirmation: true,
  display: ['popup', 'widget'],
  endpoint: true,
  event: ['click', 'dblclick', 'mouseenter'],
};

const attributeFaults = ({ attributes }: Element): readonly string[] =>
  [...attributes].flatMap(([name, value]) => {
    const allowed = ALLOWED[name];
    if (allowed === undefined) return [`<${ACTION} ${name}> is none of its attributes`];
    return allowed === true || allowed.includes(value)
      ? []
      : [`<${ACTION} ${name}> is ${value}, not ${allowed.join(' or ')}`];
  });

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

const callFaults = ({ attributes, children }: Element): readonly string[] => {
  const words = children.map((child) => (typeof child === 'string' ? child : '<')).join('');
  return [
    ...(attributes.has('endpoint') ? [] : [`<${ACTION}> calls without an endpoint`]),
    ...(attributes.get('event') === 'mouseenter' ? [`<${ACTION}> calls on mouseenter, which may only show html`] : []),
    ...(isObject(words) ? [] : [`<${ACTION}> calls with what is not one JSON object: ${words.trim()}`]),
  ];
};

/** The element that it belongs to is the one right before it. */
const placeFaults = (before: readonly Node[]): readonly string[] => {
  const last = before.findLast((node) => typeof node !== 'string' || node.trim() !== '');
  if (last === undefined) return [`<${ACTION}> has no element before it`];
  if (typeof last === 'string') return [`<${ACTION}> comes after text: ${last.trim()}`];
  return last.tag === ACTION ? [`<${ACTION}> comes after another one`] : [];
};

/** A browser moves what it does not expect out of a table or a list of choices, away from its element. */
const MOVED_FROM = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup', 'select'];

/**
 * A `<cwdb-action>` by add_custom_widget_dashboard_interactivity.html of the CloudWatch guide: "defines a behavior on the immediately
 * previous element"; `mouseenter` only with `html`; `endpoint` required by `call`. Nesting is not mentioned there, so it is not relied on.
 */
export const actionFaults = (
  element: Element,
  within: readonly Element[],
  before: readonly Node[],
  endpoints: readonly string[],
): readonly string[] => {
  const { action = 'html', endpoint } = Object.fromEntries(element.attributes);
  const parent = within.at(-1)?.tag ?? '';
  return [
    ...attributeFaults(element),
    ...placeFaults(before),
    ...(MOVED_FROM.includes(parent) ? [`<${ACTION}> in <${parent}> is moved away by a browser`] : []),
    ...(within.some(({ tag }) => tag === ACTION) ? [`<${ACTION}> in another one`] : []),
    ...(endpoint === undefined || endpoints.includes(endpoint)
      ? []
      : [`<${ACTION}> calls another function: ${endpoint}`]),
    ...(action === 'call' ? callFaults(element) : []),
  ];
};
