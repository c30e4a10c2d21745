package florin.local;

import florin.journal.test.ModuleRules;

class ArchitectureTests implements ModuleRules {}
