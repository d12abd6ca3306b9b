import { expect, test } from 'vitest'
import { pastedNames } from '@/lib/model/rules/pasted-names'

test.each([
  ['a.1\na.2\r\na.1', ['a.1', 'a.2']],
  ['a.1; a.2;', ['a.1', 'a.2']],
  ['a.1\ta.2', ['a.1', 'a.2']],
  ['s."x;y.z"; s.2', ['s."x;y.z"', 's.2']],
  ['s."say ""hi"";"\ns.2', ['s."say ""hi"";"', 's.2']],
  ['a name, with a comma', ['a name, with a comma']],
  ['5" disk\nfoo', ['5" disk', 'foo']],
  [' \n""\n', []],
])('%j holds the names %j', (text, names) => expect(pastedNames(text)).toEqual(names))
