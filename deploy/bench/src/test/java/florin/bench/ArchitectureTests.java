package florin.bench;

import florin.journal.test.ModuleRules;

class ArchitectureTests implements ModuleRules {}
