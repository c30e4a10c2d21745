package florin.gateway;

import florin.architecture.ModuleRules;

class ArchitectureTests implements ModuleRules {}
