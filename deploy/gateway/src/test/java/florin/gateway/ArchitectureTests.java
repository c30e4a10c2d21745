package florin.gateway;

import florin.journal.test.ModuleRules;

class ArchitectureTests implements ModuleRules {}
