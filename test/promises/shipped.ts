/** What release 0.1.0 wrote, byte for byte. Never edit these: add those of the next shape beside them. */

export const MESSAGE_V1 =
  '{"v":1,"sweep":{"id":"sweep-1","startedAt":1795424400000,"previousAt":1795420800000},"reason":"schedule","provider":"discord","items":[{"arn":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/bot-AbCdEf","name":"prod/bot","tags":{"token-health:provider":"discord.bot"},"versionId":"v1"}]}';

export const STREAM_V1 =
  '{"Records":[{"eventID":"1","eventName":"INSERT","eventSource":"aws:dynamodb","dynamodb":{"SequenceNumber":"42","Keys":{"pk":{"S":"alert#arn%3Abot:rejected:v1:1"},"sk":{"S":"outbox"}},"StreamViewType":"NEW_IMAGE"}}]}';

const DIAGNOSIS =
  '{"verdict":"rejected","cause":"revoked","confidence":"likely","evidence":["GET discord.com/api/v10/users/@me -> 401"],"remedy":["Ask the owner."],"docsUrl":"https://docs.discord.com/","expiry":"never"}';

const REF = '{"id":"arn%3Abot","name":"prod/bot","source":"arn:bot"}';

export const RECORD_V1 = `{"schema":1,"ref":${REF},"revision":7,"kind":"discord.bot","versionId":"v1","versionSince":1,"firstSeenAt":1,"look":{"seen":"refused","since":2},"accepted":{"versionId":"v1","firstAt":1,"lastAt":2,"expiry":"never"},"previousWorked":false,"diagnosis":${DIAGNOSIS},"refused":{"since":2,"looks":2,"askAgainAt":3},"announced":true,"incident":{"id":"TH-4K7Q2","finding":"rejected","openedAt":2,"versionId":"v1"},"episodes":1}`;

export const ALERT_V1 = `{"schema":1,"id":"arn%3Abot:rejected:v1:1","kind":"rejected","severity":"page","incident":"TH-4K7Q2","openedAt":2,"ref":${REF},"tokenKind":"discord.bot","tokenKindName":"Discord bot token","versionId":"v1","diagnosis":${DIAGNOSIS},"impact":"the bot cannot log in","at":2,"nextThresholds":[]}`;

export const SWEEP_V1 = '{"id":"sweep-1","startedAt":1,"previousAt":0}';

export const ISSUER_V1 =
  '{"schema":1,"host":"discord.com","revision":3,"turns":[{"id":"arn%3Abot","at":2,"said":"refused"}],"hold":{"since":2,"until":7200002,"toldAt":2},"silenceToldAt":1}';

const ABOUT =
  '"schema":1,"id":"issuer/discord.com:outage:2","kind":"outage","severity":"warn","host":"discord.com","issuerName":"Discord","docsUrl":"https://docs.discord.com/","at":2,"incident":"TH-0VN3E"';

export const REFUSAL_NOTICE_V1 = `{${ABOUT},"why":"refuses","refused":3,"unanswered":0,"of":3,"heldUntil":7200002,"exchange":{"request":"GET discord.com/api/v10/users/@me","status":401,"at":2}}`;

export const SILENCE_NOTICE_V1 = `{${ABOUT},"why":"silent","tokens":3,"answered":0,"since":1,"cause":"network","detail":"no answer within 5 s"}`;
