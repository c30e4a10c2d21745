package florin.migrate;

import florin.architecture.ModuleRules;

class ArchitectureTests implements ModuleRules {}
