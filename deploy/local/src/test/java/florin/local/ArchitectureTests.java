package florin.local;

import florin.architecture.ModuleRules;

class ArchitectureTests implements ModuleRules {}
