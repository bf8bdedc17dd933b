/** A process of its own that asks: an asker inside the server's process would slow down what it measures. */
import { load } from './load.ts'

process.on(
  'message',
  (message: { ask: Parameters<typeof load>[0]; connections: number; length_ms: number }) => {
    load(message.ask, message.connections, message.length_ms).then(
      (answered) => process.send?.(answered, () => process.exit(0)),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  },
)
