/** What the console shows of the function (`describe`): how it is put on a dashboard, and who may press what. */
export const DESCRIPTION = `## Token Health

The tokens that this stack watches: what breaks next, what is broken and why, who owns it, and whether the monitor itself is alive.

| parameter | value | default |
| --- | --- | --- |
| **view** | \`tokens\`: the table. \`horizon\`: the next 90 days by owner, and how the issuers answer | \`tokens\` |
| **show** | \`needs-you\`, \`soonest\`, \`all\`, \`quiet\`, \`without-owner\`, or a verdict such as \`rejected\` | what needs you, else the soonest dates |
| **owner**, **provider** | only tokens of that owner, of that issuer | all |
| **find** | part of a name, an owner, a kind or a cause | |

### Example parameters

\`\`\` yaml
view: tokens
owner: team-bots
\`\`\`

To see it a viewer needs \`lambda:InvokeFunction\` on this function: it can only read the monitor's table, and no secret. To probe now or to snooze he needs it on the stack's
function \`act\` too; who asked is written down. No value of a token is in either.
`;
