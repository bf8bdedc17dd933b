import { Button } from '../kit/Button.tsx'
import { classes } from '../kit/classes.ts'
import { Icon } from '../kit/Icon.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'

/** Tries the integration out, and says what became of it at every step. */
export function IntegrationTrial({ id }: { readonly id: string }) {
  const trial = useChange('checkIntegration', { touches: () => [] })
  const run = () => trial.mutate({ id })
  useShortcuts('Integration', [{ keys: 't', about: 'Try it out', run }])
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button isBusy={trial.isPending} onClick={run}>
          Try it out
        </Button>
        <p className="min-w-0 flex-1 basis-64 text-sm text-soft">
          A delivery is made and signed here and goes through everything a real one does. Nothing is stored.
        </p>
      </div>
      <RefusalNotice error={trial.error} />
      <div role="status">
        {trial.data !== undefined && (
          <div className="mt-4 border-s-2 border-edge/60 ps-4">
            <p className="font-medium">{trial.data.sentence}</p>
            <ul className="mt-1.5 flex flex-col gap-1">
              {trial.data.steps.map((step) => (
                <li key={step.step} className="flex gap-2.5 text-pretty text-soft">
                  <span className={classes('mt-0.5 shrink-0', step.passed ? 'text-accent' : 'text-amber')}>
                    <Icon name={step.passed ? 'check' : 'close'} size={18} />
                  </span>
                  <span className="min-w-0 break-words">
                    <span className="sr-only">{step.passed ? 'Passed: ' : 'Stopped here: '}</span>
                    {step.sentence}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  )
}
