/** The texts of a form by the names of its inputs, without blanks around them except in passwords. */
export function textsOf(form: HTMLFormElement): Readonly<Record<string, string | undefined>> {
  const inputs = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(inputs.map(([name, value]) => [name, /password/i.test(name) ? value : value.trim()]));
}
