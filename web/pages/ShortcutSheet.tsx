import { Dialog } from '../kit/Dialog.tsx'
import { commandKey, Keys } from '../kit/Keys.tsx'
import { useShortcutGroups } from '../kit/shortcuts.ts'

/** Every key that does something on this page, from the same list that makes the keys work. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const groups = useShortcutGroups()
  return (
    <Dialog isOpen onClose={onClose} title="Shortcuts" about="Keys that work on this page." size="large">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h3 className="overline-label mb-1.5">{group.name}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex items-center justify-between gap-4 py-1">
                  <dt>{shortcut.about}</dt>
                  <dd>
                    <Keys
                      keys={shortcut.keys
                        .replace('mod+', commandKey())
                        .replace('shift+', '⇧')
                        .replace(/k$/, (k) => (shortcut.keys.startsWith('mod') ? k.toUpperCase() : k))}
                    />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
