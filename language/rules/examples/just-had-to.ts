import { examplesOf } from './example.ts'

/** Examples of `just-had-to`. */
export const justHadTo = examplesOf(
  [
    ['They just had to run one command.', 'The command has nine flags.'],
    ['The lead only needed to flip the switch.', 'The switch is on page 4 of the console.'],
    ['All they had to do was page storage.', 'The page names no one for storage at night.'],
    ['It was a simple matter of restarting.', 'The restart takes 4 commands in order.'],
    ['The crew merely had to read the graph.', 'The graph is one of 60 on that screen.'],
    ['The admin only had to click once.', 'The button is behind two menus.'],
    ['We simply need to turn it on.', 'Turn the limit on in all 4 regions.'],
    ['It is as easy as adding a line.', 'The line goes into 14 files.'],
    ['It is just a matter of order.', 'Step 7 needs the lock of step 6.'],
    ['The team had only to wait.', 'The copy ends after 40 minutes; nothing shows that.'],
  ],
  [
    'The job had just started.',
    'The page loads only once.',
    'Only two of the nodes had the new key.',
    'The just-in-time cache was cold.',
    'It took just under 4 minutes.',
    'The lock is held for just one write.',
    'The pool only had 4 sockets.',
    'We had just closed the bridge.',
    'The simple query ran in 2 ms.',
    'All they had was the old graph.',
  ],
)
