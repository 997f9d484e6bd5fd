import { isExportDeclaration, isImportDeclaration, isTypeNode, type Node, SyntaxKind } from 'typescript/unstable/ast';
import { API, type Project } from 'typescript/unstable/sync';
import { type Mutant, mutantOf } from './mutant.ts';
import { OPERATORS, type OperatorName } from './operators.ts';

const NAMES = Object.keys(OPERATORS) as readonly OperatorName[];

/** Nothing in them is done when the program runs. */
const isOnlyWritten = (node: Node): boolean =>
  isTypeNode(node) ||
  isImportDeclaration(node) ||
  isExportDeclaration(node) ||
  node.kind === SyntaxKind.TypeAliasDeclaration ||
  node.kind === SyntaxKind.InterfaceDeclaration;

const nodesIn = (node: Node): readonly Node[] => {
  const inner: Node[] = [];
  node.forEachChild((child) => {
    if (!isOnlyWritten(child)) inner.push(child, ...nodesIn(child));
  });
  return inner;
};

const mutantsOfFile = (project: Project, root: string, file: string): readonly Mutant[] => {
  const source = project.program.getSourceFile(`${root}/${file}`);
  if (source === undefined) throw new Error(`tsconfig.json does not include ${file}`);
  return nodesIn(source).flatMap((node) =>
    NAMES.flatMap((name) =>
      OPERATORS[name](node, project.checker).map((edit) => mutantOf(file, source.text, name, edit)),
    ),
  );
};

/**
 * Every mutant of these files, in the order of their lines. Types are asked of the compiler, with the project of `root`: which words
 * a union has, and which property may be lacking.
 */
export const mutantsIn = (root: string, files: readonly string[]): readonly Mutant[] => {
  const api = new API({ cwd: root });
  try {
    const project = api.updateSnapshot({ openProjects: [`${root}/tsconfig.json`] }).getProjects()[0];
    if (project === undefined) throw new Error(`there is no tsconfig.json in ${root}`);
    return files.flatMap((file) => mutantsOfFile(project, root, file));
  } finally {
    api.close();
  }
};
