"""Hold the locked dependencies against the known vulnerabilities; say why where that can't be done."""

from __future__ import annotations

import json
import subprocess
import sys

COMMAND = ("pip_audit", "-r", "requirements.lock", "--require-hashes", "--disable-pip", "--format", "json")


def main() -> int:
    """Return 1 where a dependency is known to be vulnerable; 0 where none is, or nothing could be asked."""
    found = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", *COMMAND, "--progress-spinner", "off"], capture_output=True, text=True, timeout=300
    )
    try:
        dependencies = json.loads(found.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = found.stderr.strip().splitlines()[-1:] or ["no answer"]
        sys.stdout.write(f"pip-audit: skipped, its data is out of reach ({last[0][:120]})\n")
        return 0
    unknown = [entry["name"] for entry in dependencies if "skip_reason" in entry]
    if len(unknown) == len(dependencies):
        sys.stdout.write("pip-audit: skipped, the package index here has no data on vulnerabilities\n")
        return 0
    vulnerable = [entry for entry in dependencies if entry.get("vulns")]
    for entry in vulnerable:
        ids = ", ".join(vulnerability["id"] for vulnerability in entry["vulns"])
        sys.stdout.write(f"pip-audit: {entry['name']} {entry['version']}: {ids}\n")
    sys.stdout.write(f"pip-audit: {len(dependencies) - len(unknown)} audited, {len(vulnerable)} vulnerable\n")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
