import type * as z from 'zod';
import type { discordPayload } from '../../support/discord-embed.ts';
import { escapeHtml } from './escape.ts';

type Payload = z.infer<typeof discordPayload>;

/** Discord's mark-up, as far as it is used: code blocks, bold, addresses; a backslash takes a sign as it is. */
const markdown = (text: string): string =>
  text
    .split(/(```\n[^`]*\n```|\\.|https:\/\/[^\s<>]+)/s)
    .map((part) => {
      if (part.startsWith('```')) return `<pre>${escapeHtml(part.slice(4, -4))}</pre>`;
      if (part.startsWith('\\')) return escapeHtml(part.slice(1));
      if (part.startsWith('https://')) return `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`;
      return escapeHtml(part);
    })
    .join('')
    .replace(/\*\*([^\n]+?)\*\*/g, '<b>$1</b>')
    .replace(/\n?(<pre>[^<]*<\/pre>)\n?/g, '$1')
    .replace(/\n(?![^<]*<\/pre>)/g, '<br>');

const STYLE = `
body{margin:0;background:#313338;color:#dbdee1;font:15px/1.4 'gg sans','Open Sans','DejaVu Sans',sans-serif;overflow-wrap:anywhere}
main{display:flex;gap:14px;padding:16px;max-width:620px}
.app{flex:none;width:40px;height:40px;border-radius:50%;background:#161d26;color:#7be0b5;font-weight:700;line-height:40px;text-align:center}
.name{color:#f2f3f5;font-weight:600}.tag{margin-left:6px;padding:1px 5px;border-radius:3px;background:#4f58c9;color:#fff;font-size:11px}
.time{margin-left:6px;color:#b0b5bd;font-size:12px}.embed{margin-top:8px;padding:10px 14px 14px;border-left:4px solid;border-radius:4px;background:#2b2d31;font-size:14px}
h2{margin:2px 0 8px;color:#f2f3f5;font-size:16px;line-height:1.3}h3{margin:12px 0 2px;color:#f2f3f5;font-size:14px}
a{color:#00a8fc}b{color:#f2f3f5}footer{margin-top:12px;color:#b5bac1;font-size:12px}
pre{margin:4px 0;padding:8px;border:1px solid #1e1f22;border-radius:4px;background:#1e1f22;font-size:12px;white-space:pre-wrap}`;

/** The message as Discord shows it on a dark screen. */
export const discordPage = ({ content, embeds }: Payload): string => {
  const drawn = embeds.map(({ title, description, color, fields, footer }) => {
    const edge = `#${color.toString(16).padStart(6, '0')}`;
    const parts = fields.map(({ name, value }) => `<h3>${markdown(name)}</h3><div>${markdown(value)}</div>`).join('');
    return `<div class="embed" style="border-color:${edge}"><h2>${markdown(title)}</h2><div>${markdown(description)}</div>${parts}<footer>${escapeHtml(footer.text)}</footer></div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${STYLE}</style><main><div class="app">T</div><div><div><span class="name">Token Health</span><span class="tag">APP</span><span class="time">Today at 10:00</span></div><div>${markdown(content)}</div>${drawn.join('')}</div></main></html>`;
};
