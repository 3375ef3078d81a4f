{{/* the name of everything */}}
{{- define "crm.fullname" -}}
{{- printf "%s-%s" .Release.Name "api" | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "crm.labels" -}}
app: {{ include "crm.fullname" . }}
release: {{ .Release.Name }}
{{- end -}}
