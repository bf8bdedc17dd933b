/** The files beside the chat of the sample incident, as their tools would have written them. */

const labels = { alertname: 'CheckoutErrorRateHigh', severity: 'critical', service: 'checkout-api', cluster: 'prod-eu1' }
const annotations = {
  summary: 'checkout-api answers more than 5 % of requests with 5xx',
  description: 'Customers cannot place orders. Current value: 18 %.',
  runbook_url: 'https://wiki.harbour.example/old/runbooks/checkout-5xx',
}
const lockLabels = { alertname: 'OrdersDbLockWaits', severity: 'warning', service: 'orders-db', cluster: 'prod-eu1' }
const lockAnnotations = { summary: 'more than 20 sessions wait for a lock on orders-db' }

const generatorURL = 'http://prometheus-0.prod-eu1.internal:9090/graph?g0.expr=checkout_5xx_ratio'
const notSet = '0001-01-01T00:00:00Z'

interface Spell {
  readonly status: 'firing' | 'resolved'
  readonly endsAt: string
  readonly reason: string
}

const delivery = (alert: object, { status, endsAt, reason }: Spell): object => ({
  version: '4',
  groupKey: '{}:{service="checkout-api"}',
  truncatedAlerts: 0,
  status,
  receiver: 'checkout\\.oncall',
  groupLabels: { cluster: 'prod-eu1' },
  commonLabels: { cluster: 'prod-eu1' },
  commonAnnotations: {},
  externalURL: 'http://alertmanager.prod-eu1.internal:9093',
  notification_reason: reason,
  alerts: [{ ...alert, status, endsAt, generatorURL }],
})

const checkout = { labels, annotations, startsAt: '2026-03-12T14:04:10.512Z', fingerprint: '7c1d3f0a9be24e61' }
const locks = { labels: lockLabels, annotations: lockAnnotations, startsAt: '2026-03-12T14:41:20.118Z', fingerprint: 'd02a55c97f18b3e4' }

/** Two replicas deliver, one repeats, both resolve: four notices of one alert, and a second alert. */
export const alertDeliveries: readonly object[] = [
  delivery(checkout, { status: 'firing', endsAt: notSet, reason: 'first notification' }),
  delivery(checkout, { status: 'firing', endsAt: notSet, reason: 'first notification' }),
  delivery(checkout, { status: 'firing', endsAt: notSet, reason: 'repeat interval elapsed' }),
  delivery(locks, { status: 'firing', endsAt: notSet, reason: 'first notification' }),
  delivery(locks, { status: 'resolved', endsAt: '2026-03-12T14:45:50.118Z', reason: 'all alerts resolved' }),
  delivery(checkout, { status: 'resolved', endsAt: '2026-03-12T14:49:10.512Z', reason: 'all alerts resolved' }),
]

/** What the deploy pipeline recorded that day. */
export const deployTable = `time,kind,event,actor,revision
2026-03-12T10:40:11Z,deploy,storefront v118 deployed to production,Rollout pipeline,5be1f02
2026-03-12T13:52:04Z,deploy,checkout-api v4.18.0 deployed to production,Rollout pipeline,9f3c27e
2026-03-12T13:52:04Z,config change,order-archiver schedule changed from nightly to every five minutes,Rollout pipeline,9f3c27e
2026-03-12T14:19:22Z,deploy,checkout-api rolled back to v4.17.3,Rollout pipeline,41d8ab0
2026-03-12T14:44:16Z,config change,flag archiver.enabled switched off in production,Feature flags,
`
