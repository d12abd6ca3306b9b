"""OpenMetadata's published command `metadata ingest`, pointed at the run's Superset and catalogue."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

METADATA = Path(sys.executable).parent / "metadata"
# A dot and spaces: names that have to be quoted in fully qualified names are where scopes get lost.
SERVICE = "Superset 6.1 (shop)"
PIPELINE = f'"{SERVICE}".nightly'

SUMMARY = re.compile(r"Workflow (?P<step>\w+) Summary:(?P<lines>.*?)Success %: (?P<success>[\d.]+)", re.DOTALL)
COUNT = re.compile(r"(Processed records|Updated records|Warnings|Errors): (\d+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass
class Report:
    """What a run says of itself at its end."""

    exit_code: int
    log: str
    #: By step, `Superset` and `OpenMetadata`: how often what happened.
    steps: dict

    @property
    def errors(self) -> int:
        return sum(counts["Errors"] for counts in self.steps.values())

    def __str__(self) -> str:
        return "\n".join(f"  {step}: {counts}" for step, counts in self.steps.items()) or self.log


def workflow(superset_url: str, catalogue_url: str, token: str, source_config: dict) -> dict:
    return {
        "source": {
            "type": "superset",
            "serviceName": SERVICE,
            "serviceConnection": {
                "config": {
                    "type": "Superset",
                    "hostPort": superset_url,
                    "connection": {"provider": "db", "username": "admin", "password": "admin"},
                }
            },
            "sourceConfig": {
                "config": {
                    "type": "DashboardMetadata",
                    "includeTags": True,
                    "includeOwners": True,
                    "includeDataModels": True,
                    "markDeletedDashboards": True,
                    **source_config,
                }
            },
        },
        "sink": {"type": "metadata-rest", "config": {}},
        "workflowConfig": {
            "loggerLevel": "INFO",
            "openMetadataServerConfig": {
                "hostPort": f"{catalogue_url}/api",
                "authProvider": "openmetadata",
                "securityConfig": {"jwtToken": token},
            },
        },
        "ingestionPipelineFQN": PIPELINE,
    }


def run(config: dict, directory: Path) -> Report:
    # Whatever is JSON is YAML.
    path = directory / "workflow.yaml"
    path.write_text(json.dumps(config))
    done = subprocess.run(
        [METADATA, "ingest", "-c", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600
    )
    log = COLOUR.sub("", done.stdout)
    steps = {
        match["step"]: {name: int(count) for name, count in COUNT.findall(match["lines"])}
        for match in SUMMARY.finditer(log)
    }
    return Report(done.returncode, log, steps)
