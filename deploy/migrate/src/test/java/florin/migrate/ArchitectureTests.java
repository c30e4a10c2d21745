package florin.migrate;

import florin.journal.test.ModuleRules;

class ArchitectureTests implements ModuleRules {}
