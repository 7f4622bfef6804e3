// Runs before the stories: installs the browsers that this machine lacks, where that is possible. The stories of the others are skipped.
import { ENGINES } from './browsers/engines/engines.ts';
import { installPackages } from './support/install-packages.ts';

installPackages(ENGINES.filter((engine) => !engine.isInstalled()).flatMap(({ packages }) => packages));
