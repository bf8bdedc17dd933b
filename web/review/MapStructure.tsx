import { controlFlaws } from '@secondstory/review/model/map'
import { type Controller, type ControlNode, structureOf } from '@secondstory/review/model/map-views'
import { endsOf } from '@secondstory/review/model/map-walks'
import { type SubmitEvent, useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { MapAnswer } from './MapAnswer.tsx'
import type { ViewProps } from './MapLadder.tsx'
import { Statement } from './MapOutline.tsx'
import { chosenOf, optionsOf } from './map-entry.ts'
import { useMapWork } from './use-map-work.ts'
import { Whoever } from './Whoever.tsx'
import { Written } from './Written.tsx'

/** The control structure: who or what controls what, what tells them how it goes, and what they held to be true. */
export function MapStructure(props: ViewProps) {
  const { graph, onStart } = props
  const controllers = useMemo(() => structureOf(graph), [graph])
  const [end] = endsOf(graph)
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="measure">
      <p className="text-soft">
        For each action of control: was it needed and did not come, did it come where it did harm, too early
        or too late, or did it stop too soon? And what feedback would have shown it?
      </p>
      {controllers.map((controller) => (
        <Group key={controller.name} controller={controller} {...props} />
      ))}
      {isAsking && end !== undefined ? (
        <MapAnswer
          toId={end.id}
          question="Which action of control belongs here?"
          kinds={['control']}
          rung={null}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        />
      ) : (
        <Whoever may="write">
          <Button
            look={controllers.length === 0 ? 'accent' : 'quiet'}
            icon="plus"
            className="mt-3"
            onClick={() => (end === undefined ? onStart() : setAsking(true))}
          >
            {end === undefined ? 'Begin with the harm' : 'Add an action of control'}
          </Button>
        </Whoever>
      )}
    </div>
  )
}

function Group({ controller, ...props }: ViewProps & { readonly controller: Controller }) {
  return (
    <section
      aria-label={controller.name === '' ? 'Controller not named yet' : controller.name}
      className="mt-5"
    >
      <h3 className="title text-lg">
        {controller.name === '' ? 'Not said yet who or what controls this' : controller.name}
      </h3>
      <ul className="mt-1 flex flex-col">
        {controller.actions.map((action) => (
          <li key={action.id} className="border-s border-line py-2 ps-4">
            <Statement node={action} choice={props.choice} onChoose={props.onChoose} />
            <Loop action={action} />
            <Prompts action={action} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The loop in words: the action down, the feedback up, and the picture the controller held in between. */
function Loop({ action: { control } }: { readonly action: ControlNode }) {
  const rows = [
    ['acts on', control.actsOn],
    ['hears of it by', control.feedback],
    ['held to be true', control.belief],
  ] as const
  return (
    <div className="mt-1 text-sm">
      <dl>
        {rows.map(([name, words]) => (
          <div key={name} className="flex gap-2">
            <dt className="w-28 shrink-0 text-faint">{name}</dt>
            <dd className={words === '' ? 'text-faint italic' : 'text-soft'}>
              {words === '' ? 'not said yet' : words}
            </dd>
          </div>
        ))}
      </dl>
      {control.flaw !== null && <p className="mt-1 text-soft">{controlFlaws[control.flaw]}.</p>}
    </div>
  )
}

function Prompts({ action }: { readonly action: ControlNode }) {
  const { correctControl } = useMapWork()
  const { control } = action
  const [words, setWords] = useState(control)
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    const { controller, actsOn, feedback, belief, flaw } = words
    correctControl(action, { controller: controller.trim(), actsOn, feedback, belief, flaw })
  }
  return (
    <Fold label="Describe the loop">
      <Written>
        <form
          onSubmit={save}
          className="mt-2 grid gap-4 sm:grid-cols-2"
          aria-label={`The loop of: ${action.statement}`}
        >
          <Field
            label="Controller"
            hint="A role, a team, a system, a rule, a supplier. Never a name."
            value={words.controller}
            onChange={(event) => setWords({ ...words, controller: event.target.value })}
          />
          <Field
            label="Acts on"
            value={words.actsOn}
            onChange={(event) => setWords({ ...words, actsOn: event.target.value })}
          />
          <Field
            label="Feedback"
            hint="What feedback would have shown it?"
            value={words.feedback}
            onChange={(event) => setWords({ ...words, feedback: event.target.value })}
          />
          <Field
            label="Held to be true"
            hint="What picture of the system did the controller act on?"
            value={words.belief}
            onChange={(event) => setWords({ ...words, belief: event.target.value })}
          />
          <Select
            label="How the action went with the hazard"
            className="sm:col-span-2"
            value={words.flaw ?? ''}
            options={[{ value: '', label: 'Nothing of the four' }, ...optionsOf(controlFlaws)]}
            onChange={(event) => setWords({ ...words, flaw: chosenOf(controlFlaws, event.target.value) })}
          />
          <div className="sm:col-span-2">
            <Button type="submit">Save the loop</Button>
          </div>
        </form>
      </Written>
    </Fold>
  )
}
