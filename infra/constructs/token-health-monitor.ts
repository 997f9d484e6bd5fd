import { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { Act } from './act.ts';
import { AlertTopic } from './alert-topic.ts';
import { Digest } from './digest.ts';
import { Discover } from './discover.ts';
import { HealthDashboard } from './health-dashboard.ts';
import { MonitorKey } from './key.ts';
import { Notify } from './notify.ts';
import { PROBE_TIMEOUT, Probe } from './probe.ts';
import { AlarmTopic } from './pulse/alarm-topic.ts';
import { AlarmsToChat } from './pulse/alarms-to-chat.ts';
import { Pulse } from './pulse/pulse.ts';
import { Storage } from './storage.ts';
import { Subscribers } from './subscribers.ts';
import { Widget } from './widget.ts';
import { WorkQueue } from './work-queue.ts';

export type TokenHealthMonitorProps = { readonly config: Config };

/** The whole monitor of one account and region. */
export class TokenHealthMonitor extends Construct {
  readonly storage: Storage;
  readonly alerts: AlertTopic;
  readonly alarms: AlarmTopic;
  readonly work: WorkQueue;
  readonly discover: Discover;
  readonly probe: Probe;
  readonly notify: Notify;
  readonly subscribers: Subscribers;
  readonly digest?: Digest;
  readonly act: Act;
  readonly widget: Widget;
  readonly dashboard: HealthDashboard;

  constructor(scope: Construct, id: string, { config }: TokenHealthMonitorProps) {
    super(scope, id);
    const removalPolicy = config.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const key = new MonitorKey(this, 'Key', { removalPolicy, adopted: config.keyArn });
    const storage = new Storage(this, 'Storage', { key, removalPolicy });
    const { alertEmail: emails, topicArn: adopted, alarmActionArn: alarmActions } = config;
    this.alarms = new AlarmTopic(this, 'Alarms', { key, emails, adopted, alarmActions });
    const { alarms } = this.alarms;
    const alerts = new AlertTopic(this, 'Alerts', { key, emails, adopted, alarms });
    const work = new WorkQueue(this, 'Work', { key, alarms, timeout: PROBE_TIMEOUT });
    this.storage = storage;
    this.alerts = alerts;
    this.work = work;
    this.discover = new Discover(this, 'Discover', { config, key, storage, work, alarms });
    this.probe = new Probe(this, 'Probe', { config, storage, work });
    work.refuseOthers([this.discover.lambda.role, this.probe.lambda.role]);
    this.notify = new Notify(this, 'Notify', { config, key, storage, alerts });
    this.subscribers = new Subscribers(this, 'Subscribers', { config, key, storage, alerts });
    const { failed } = this.subscribers;
    if (config.digest !== 'off') this.digest = new Digest(this, 'Digest', { config, storage, failed });
    new Pulse(this, 'Pulse', { config, alarms, work, discover: this.discover, probe: this.probe, notify: this.notify });
    this.#alarmsToChats(config);
    this.act = new Act(this, 'Act', { config, storage, discover: this.discover });
    this.widget = new Widget(this, 'Widget', { config, storage, act: this.act });
    this.dashboard = new HealthDashboard(this, 'Dashboard', this, config);
  }

  #alarmsToChats(config: Config): void {
    const { slackWebhookSecret: slack, discordWebhookSecret: discord } = config;
    const topic = this.alarms;
    if (slack !== undefined) new AlarmsToChat(this, 'AlarmsToSlack', { config, type: 'slack', secret: slack, topic });
    if (discord !== undefined)
      new AlarmsToChat(this, 'AlarmsToDiscord', { config, type: 'discord', secret: discord, topic });
  }
}
