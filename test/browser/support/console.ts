/**
 * A stand-in for the console around a widget: what a `cwdb-action` holds opens when the element before it is pressed, and a call is written down in
 * `calls` in place of being made (user guide, add_custom_widget_dashboard_interactivity).
 */
const SCRIPT = `(() => {
window.calls = [];
const actionOf = (target) => {
  for (let at = target; at; at = at.parentElement)
    if (at.nextElementSibling?.tagName === 'CWDB-ACTION') return at.nextElementSibling;
};
const press = (event) => {
  if (event.type === 'keydown' && event.key !== 'Enter') return;
  const action = actionOf(event.target);
  if (!action) return;
  const popup = document.querySelector('#popup');
  if (action.getAttribute('action') === 'html') {
    popup.innerHTML = action.innerHTML;
    popup.hidden = false;
    return;
  }
  const forms = Object.fromEntries([...document.querySelectorAll('input,select')].map((field) => [field.name, field.value]));
  window.calls.push({ endpoint: action.getAttribute('endpoint'), confirmation: action.getAttribute('confirmation'), params: JSON.parse(action.textContent), forms });
};
document.addEventListener('click', press);
document.addEventListener('keydown', press);
})();`;

const STYLE =
  'body{margin:0;font-family:sans-serif}cwdb-action{display:none}#popup{padding:12px}#popup[hidden]{display:none}';

export const dashboardPage = (widget: string, theme: 'light' | 'dark'): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dashboard</title><meta name="viewport" content="width=device-width"><style>${STYLE}body{background:${theme === 'dark' ? '#161d26' : '#ffffff'}}</style></head><body><main>${widget}<div id="popup" class="th" hidden></div></main><script>${SCRIPT}</script></body></html>`;

export type Call = {
  readonly endpoint: string;
  readonly confirmation: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly forms: Readonly<Record<string, string>>;
};
