// Completion for shells, written from the commands as they are, so that it knows nothing that is not there (docs/command-line.md).
import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** The words that may follow a path of commands: subcommands and options. */
type Words = { readonly path: string; readonly words: readonly (readonly [word: string, about: string])[] };

const tidy = (about: string): string => about.replace(/[^\p{L}\p{N} .,;()/-]/gu, '').slice(0, 60);

function wordsOf(command: Command, common: Words['words'], path: string): Words[] {
  const commands = command.commands.filter((one) => !one.name().startsWith('_'));
  const options = command.options.flatMap((one): [string, string][] =>
    one.long && !one.hidden ? [[one.long, tidy(one.description)]] : [],
  );
  const own: [string, string][] = commands.map((one) => [one.name(), tidy(one.description())]);
  const here = { path, words: [...own, ...options, ...(path === '' ? [] : common)] };
  return [here, ...commands.flatMap((one) => wordsOf(one, common, `${path} ${one.name()}`.trim()))];
}

/** The script for a shell, to be evaluated by it. */
export function completionScript(program: Command, shell: Shell): string {
  const common = program.options.flatMap((one): [string, string][] =>
    one.long && !one.hidden ? [[one.long, tidy(one.description)]] : [],
  );
  const all = wordsOf(program, common, '');
  return SCRIPTS[shell](all);
}

const plainCase = (all: readonly Words[]): string =>
  all.map(({ path, words }) => `    '${path}') words='${words.map(([word]) => word).join(' ')}' ;;`).join('\n');

/** Commands among the typed words, in order: what completion depends on. */
const PATHS = (all: readonly Words[]): string =>
  all
    .map(({ path }) => path)
    .filter((path) => path !== '')
    .map((path) => `'${path}'`)
    .join(' ');

const SCRIPTS: { readonly [S in Shell]: (all: readonly Words[]) => string } = {
  bash: (all) => `# rogatory: completion for bash. Put  source <(rogatory completion bash)  into ~/.bashrc
_rogatory() {
  local cur=\${COMP_WORDS[COMP_CWORD]} path='' next word words known
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    next="\${path:+$path }$word"
    for known in ${PATHS(all)}; do [[ $known == "$next" ]] && path=$next && break; done
  done
  case "$path" in
${plainCase(all)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _rogatory rogatory
`,
  zsh: (all) => `#compdef rogatory
# rogatory: completion for zsh. Put  source <(rogatory completion zsh)  into ~/.zshrc after compinit
_rogatory() {
  local cur=\${words[CURRENT]} path='' next word known
  local -a typed found
  typed=(\${words[2,CURRENT-1]})
  for word in $typed; do
    next="\${path:+$path }$word"
    for known in ${PATHS(all)}; do [[ $known == "$next" ]] && path=$next && break; done
  done
  case "$path" in
${all.map(({ path, words }) => `    '${path}') found=(${words.map(([word, about]) => `'${word}:${about}'`).join(' ')}) ;;`).join('\n')}
  esac
  _describe 'rogatory' found || _files
}
compdef _rogatory rogatory
`,
  fish: (all) => `# rogatory: completion for fish. Put  rogatory completion fish | source  into config.fish
function __rogatory_path
  set -l path
  for word in (commandline -opc)[2..]
    set -l next (string trim "$path $word")
    contains -- "$next" ${PATHS(all)}; and set path $next
  end
  echo "$path"
end
${all
  .flatMap(({ path, words }) =>
    words.map(([word, about]) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
      return `complete -c rogatory -n 'test (__rogatory_path) = "${path}"' ${what} -d '${about}'`;
    }),
  )
  .join('\n')}
`,
  powershell: (
    all,
  ) => `# rogatory: completion for PowerShell. Put  rogatory completion powershell | Out-String | Invoke-Expression  into $PROFILE
Register-ArgumentCompleter -Native -CommandName rogatory -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = @{
${all.map(({ path, words }) => `    '${path}' = @(${words.map(([word]) => `'${word}'`).join(', ')})`).join('\n')}
  }
  $path = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    $next = "$path $element".Trim()
    if ($known.ContainsKey($next)) { $path = $next }
  }
  $known[$path] | Where-Object { $_ -like "$wordToComplete*" }
}
`,
};
