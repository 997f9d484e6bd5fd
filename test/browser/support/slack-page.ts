import type { SlackPayload } from '../../support/block-kit.ts';
import { escapeHtml } from './escape.ts';

type Block = SlackPayload['blocks'][number];

/** Drawn, since few machines have a font for them. */
const sign = (colour: string, shape: string): string =>
  `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path fill="${colour}" d="${shape}"/></svg>`;

const OCTAGON = 'M6 0h8l6 6v8l-6 6H6l-6-6V6z';
const DISC = 'M10 0a10 10 0 1 0 0 20a10 10 0 1 0 0-20z';

const COLOURS: Readonly<Record<string, readonly [colour: string, shape: string]>> = {
  octagonal_sign: ['#cd2b31', OCTAGON],
  no_entry: ['#cd2b31', DISC],
  white_check_mark: ['#2b8a3e', DISC],
};

const emoji = (text: string): string =>
  text.replace(/:([a-z_]+):/g, (_, name: string) => sign(...(COLOURS[name] ?? (['#b7791f', DISC] as const))));

/** As Slack shows a moment to a reader in Berlin. */
const localTime = (seconds: string): string =>
  new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(
    Number(seconds) * 1000,
  );

const decoded = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Slack's mark-up, as far as it is used: code, bold, links, dates. Its own escapes are of `&`, `<` and `>` alone. */
const mrkdwn = (text: string): string =>
  text
    .split(/(```[^`]*```|`[^`]*`|<[^>]*>)/)
    .map((part) => {
      if (part.startsWith('```')) return `<pre>${escapeHtml(decoded(part.slice(3, -3)))}</pre>`;
      if (part.startsWith('`')) return `<code>${escapeHtml(decoded(part.slice(1, -1)))}</code>`;
      const [, at] = /^<!date\^(\d+)\^/.exec(part) ?? [];
      if (at !== undefined) return localTime(at);
      const [, url = '', label = ''] = /^<(https:[^|]*)\|(.*)>$/.exec(part) ?? [];
      if (url !== '') return `<a href="${escapeHtml(decoded(url))}">${escapeHtml(decoded(label))}</a>`;
      return escapeHtml(decoded(part))
        .replace(/\*([^*\n]+)\*/g, '<b>$1</b>')
        .replaceAll('\n', '<br>');
    })
    .join('');

const drawn = (block: Block): string => {
  switch (block.type) {
    case 'header':
      return `<h2>${emoji(escapeHtml(block.text.text))}</h2>`;
    case 'section':
      return `<div class="section">${mrkdwn(block.text.text)}${fields(block.fields)}</div>`;
    case 'context':
      return `<div class="context">${block.elements.map(({ text }) => mrkdwn(text)).join(' ')}</div>`;
    case 'divider':
      return '<hr>';
  }
};

const fields = (all: readonly { readonly text: string }[] = []): string =>
  all.length === 0 ? '' : `<div class="fields">${all.map(({ text }) => `<div>${mrkdwn(text)}</div>`).join('')}</div>`;

const STYLE = `
body{margin:0;background:#fff;color:#1d1c1d;font:15px/1.47 Lato,'Open Sans','DejaVu Sans',sans-serif;overflow-wrap:anywhere}
main{display:flex;gap:10px;padding:16px;max-width:680px}
.app{flex:none;width:36px;height:36px;border-radius:8px;background:#161d26;color:#7be0b5;font-weight:700;line-height:36px;text-align:center}
.name{font-weight:700}.tag{margin-left:6px;padding:1px 4px;border-radius:3px;background:#eaeaea;color:#4a494a;font-size:11px}
.time{margin-left:6px;color:#5d5c5d;font-size:12px}h2{margin:6px 0;font-size:18px;line-height:1.3}
h2 svg{vertical-align:-3px}.section{margin:8px 0}.context{margin:6px 0;color:#5d5c5d;font-size:13px}
.fields{display:grid;grid-template-columns:1fr 1fr;gap:8px;margin-top:8px}a{color:#1264a3}
code{padding:1px 3px;border:1px solid #ddd;border-radius:3px;background:#f8f8f8;color:#c01343;font-size:12px}
pre{margin:6px 0;padding:8px;border:1px solid #ddd;border-radius:4px;background:#f8f8f8;font-size:12px;white-space:pre-wrap}
hr{border:0;border-top:1px solid #ddd}`;

/** The message as Slack shows it on a light screen. */
export const slackPage = ({ blocks }: SlackPayload): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${STYLE}</style><main><div class="app">T</div><div><div><span class="name">Token Health</span><span class="tag">APP</span><span class="time">10:00 AM</span></div>${blocks.map(drawn).join('')}</div></main></html>`;
