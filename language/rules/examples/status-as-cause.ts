import { examplesOf } from './example.ts'

/** Examples of `status-as-cause`. */
export const statusAsCause = examplesOf(
  [
    ['A junior engineer ran it.', 'The script runs for any account without a dry run.'],
    ['Our newest hire opened the port.', 'The console opens ports without a second look.'],
    ['That happened because they were new.', 'The hand-over covers two of the nine services.'],
    ['It was down to inexperience.', 'Nobody on the rota had yet run a restore.'],
    ['The offshore team was slow.', 'The page to the second site was answered after 41 minutes.'],
    ['He was only an intern.', 'The account had admin rights from its first day.'],
    ['An untrained operator closed the valve.', 'The valve panel has no labels.'],
    ['Because she was new, the flag stayed on.', 'The flag has no expiry date.'],
    ['The contractor was only a temp.', 'Temporary accounts have the rights of permanent ones.'],
    ['Inexperience of the crew was a factor.', 'The crew had no drill for this in 2025.'],
  ],
  [
    'A new engineer joins the rota in May.',
    'The junior rota shadows the senior one.',
    'The contractor portal was down.',
    'The offshore wind feed stopped.',
    'A new node joined the cluster.',
    'The trainee account has read rights.',
    'The new team page is live.',
    'The intern programme starts in June.',
    'Contract tests run on each merge.',
    'The student portal was slow.',
    'Our new hire proposed the test that found it.',
  ],
)
