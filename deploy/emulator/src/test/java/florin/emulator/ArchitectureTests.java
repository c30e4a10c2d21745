package florin.emulator;

import florin.journal.test.ModuleRules;

class ArchitectureTests implements ModuleRules {}
